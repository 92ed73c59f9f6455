#include "support/world.hpp"

#include "core/hash.hpp"
#include "weibo/permalink.hpp"
#include "weibo/push.hpp"

#include <catch2/catch.hpp>

namespace rw::test {
namespace {

alert::Policy usual_policy() {
    alert::Policy policy;
    policy.people.push_back({"li", "13900000000", {ChannelId{"console"}}});
    policy.people.push_back({"lead", "13800000000", {ChannelId{"console"}}});
    alert::Target const desk{alert::Target::Sort::person, "li"};
    alert::Target const lead{alert::Target::Sort::person, "lead"};
    policy.escalations.push_back({"default", {{0s, {desk}}, {10min, {lead}}}, 2});
    alert::Route route;
    route.match.levels = {care::Level::yellow, care::Level::orange, care::Level::red};
    route.escalation = "default";
    route.group_wait = 30s;
    route.repeat_interval = 30min;
    policy.routes.push_back(route);
    return policy;
}

Uid uid_of(std::string const& name) {
    return Uid{static_cast<std::int64_t>(fnv1a(name) % 1'000'000'000) + 5'000'000'000};
}

}  // namespace

World::World() {
    rules.brand = {tenure_.account, Uid{brand_uid}, {Uid{brand_uid}, Uid{staff_uid}}};
    rules.alerts = usual_policy();
    rules.policy.calendar = care::Calendar::always_open();
    post_ = WeiboId{weibo::first_id_at(clock.now() - 1h).value() + 7};
    start();
}

World::~World() {
    loop_.reset();
}

void World::start() {
    loop_ = std::make_unique<net::Loop>();
    bell_ = std::make_unique<net::Bell>();
    desk_ = std::make_unique<app::Desk>(
        app::Desk::World{ledger, ledger, ledger, clock, meters_, [this] { dispatcher_->wake(); }}, rules);
    outbox_ = std::make_unique<app::Outbox>(ledger, ledger, [this] { return std::vector{tenure_}; });
    dispatcher_ = std::make_unique<notify::Dispatcher>(
        notify::Dispatcher::World{*outbox_, *loop_, http_, dialer_, clock, meters_, console_});
    notify::Dispatcher::Settings settings;
    settings.channels.push_back({ChannelId{"console"}, "console", {}, {}});
    settings.channels.back().language = rules.alerts.language;
    settings.people = rules.alerts.people;
    REQUIRE(dispatcher_->configure(std::move(settings)).has_value());
    loop_->spawn("desk", work(*this));
    loop_->spawn("dispatcher", dispatcher_->run());
    clock.settle(*loop_);
}

void World::restart() {
    loop_.reset();
    dead_ = false;
    ledger.at_commit = nullptr;
    start();
}

void World::die_at(int number, bool done) {
    ledger.at_commit = [this, number, done](int at, bool is_done) -> net::Task<void> {
        if (at == number && is_done == done) dead_ = true;
        if (dead_) co_await clock.sleep(1000h);  // whatever this process still wanted to do
    };
}

std::vector<alert::Notice> World::notices() {
    std::vector<NoticeId> ids;
    for (auto const which : {store::Shelf::Which::waiting, store::Shelf::Which::settled}) {
        store::Shelf shelf;
        shelf.which = which;
        shelf.limit = 200;
        auto const slice = now(ledger.incidents_on(tenure_.account, shelf));
        for (auto const& incident : slice->items)
            ids.insert(ids.end(), incident.notices.begin(), incident.notices.end());
    }
    return *now(ledger.notices(tenure_.account, ids));
}

net::Task<void> World::work(World& world) {
    for (;;) {
        auto const cleared = co_await world.desk_->clear_inbox(world.tenure_);
        auto const next = co_await world.desk_->keep_time(world.tenure_);
        auto nap = Span{1s};
        if (cleared && next && *next) nap = std::clamp(**next - world.clock.now(), Span{1}, Span{1s});
        co_await world.bell_->wait(world.clock, nap);
    }
}

template <class T>
T World::now(net::Task<T> task) {
    return loop_->run_until_done(std::move(task));
}

Utterance World::utterance(Uid author, std::string const& name, std::string const& text, TimePoint at) {
    Utterance said;
    said.id = WeiboId{weibo::first_id_at(at).value() + ++next_id_};
    said.root = post_;
    said.root_author = Uid{brand_uid};
    said.author = {author, name, 320, -1};
    said.text = text;
    said.created_at = at;
    said.seen_at = clock.now();
    return said;
}

World::Said World::fan(std::string const& name, std::string const& text, Span ago) {
    auto said = utterance(uid_of(name), name, text, clock.now() - ago);
    Said const told{said.id, said.root, said.author.uid};
    deliver_page({std::move(said)});
    return told;
}

World::Said World::message(std::string const& name, std::string const& text, Span ago) {
    weibo::Push push;
    push.sender = uid_of(name);
    push.receiver = Uid{brand_uid};
    push.created_at = clock.now() - ago;
    auto said = weibo::utterance_of(push, {weibo::PushedMessage::Type::text, text, "{}"}, clock.now());
    Said const told{said.id, said.root, said.author.uid};
    deliver_page({std::move(said)});
    return told;
}

World::Said World::answer(Said const& to, std::string const& text, std::int64_t uid) {
    auto said = utterance(Uid{uid}, "云织家居", text, clock.now());
    said.parent = to.id;
    said.parent_author = to.author;
    Said const told{said.id, said.root, said.author.uid};
    deliver_page({std::move(said)});
    return told;
}

void World::deliver_page(std::vector<Utterance> items) {
    if (holding_) {
        held_.insert(held_.end(), items.begin(), items.end());
        return;
    }
    for (auto& item : items)
        item.seen_at = clock.now();
    last_page_ = items;
    store::ListPage page;
    page.list = "comments_to_me";
    page.items = std::move(items);
    page.read_at = clock.now();
    REQUIRE(now(ledger.accept(tenure_, std::move(page))).has_value());
    bell_->ring();
    clock.settle(*loop_);
}

void World::read_again() {
    deliver_page(last_page_);
}

void World::seen() {
    holding_ = false;
    deliver_page(std::exchange(held_, {}));
}

void World::advance(Span span) {
    clock.advance(*loop_, span);
}

void World::acknowledge_all(std::string const& who) {
    for (auto const& incident : incidents()) {
        loop_->spawn("ack", acknowledge(*this, incident.id, who));
        clock.settle(*loop_);
    }
}

net::Task<void> World::acknowledge(World& world, IncidentId id, std::string who) {
    app::Desk::Word const word{app::Desk::Answer::acknowledge, std::move(who), {}};
    auto const done = co_await world.desk_->answer(world.tenure_, std::move(id), word);
    if (!done) throw std::logic_error{done.error().doing};
}

std::vector<std::string> World::headlines() const {
    std::vector<std::string> lines;
    std::istringstream text{console_.str()};
    for (std::string line; std::getline(text, line);) {
        bool const first = line.size() > 6 && line[2] == ':' && line[5] == ' ';
        if (first) lines.push_back(line.substr(6));
    }
    return lines;
}

care::Standing World::standing(Said const& of) {
    return care::fold(talk(of), rules.policy);
}

care::Conversation World::talk(Said const& of) {
    std::vector<ConversationId> const ids{care::conversation_id(tenure_.account, of.root, of.author)};
    auto const loaded = now(ledger.conversations(tenure_.account, ids));
    REQUIRE(loaded.has_value());
    return loaded->front().value;
}

std::vector<alert::Incident> World::incidents() {
    return now(ledger.incidents_on(tenure_.account, {}))->items;
}

std::int64_t World::waiting() {
    return now(ledger.counts(tenure_.account, clock.now()))->waiting;
}

}  // namespace rw::test
