#include "notify/deliver.hpp"

#include "core/log.hpp"
#include "notify/allowance.hpp"
#include "notify/bundle.hpp"

#include <algorithm>
#include <set>
#include <utility>

namespace rw::notify {
namespace {

using alert::Notice;
using alert::NoticeState;
using alert::Taken;

constexpr Span tick = 250ms;
constexpr int most_of_the_time = 20;  // is for others: reading a long outbox takes one part in so many
constexpr std::size_t long_outbox = 100;
constexpr Span longest_pause = 1s;  // between looks that find nobody who takes what is due
constexpr Span pause_after_trouble = 1s;
constexpr Span time_to_finish = 3s;
constexpr std::size_t looked_at = 500;
constexpr Span looked_ahead = 10min;  // for those that go along with a group whose time has come

/// One channel and how it stands.
struct Line {
    Pool pool;
    alert::Fallback fallback;
    bool busy = false;
    bool was_stopped = false;  ///< the platform said stop: what has piled up goes as one digest
};

}  // namespace

struct Dispatcher::State {
    explicit State(World w) : world{w} {}

    World world;
    std::map<ChannelId, std::shared_ptr<Line>> lines;
    std::vector<alert::Person> people;
    std::string public_url;
    Dispatcher::AckLink ack_link;
    std::set<NoticeId> sending;
    std::set<NoticeId> served;  ///< since the outbox was asked last: what it answers about them may be old
    std::map<ChannelId, std::string> misconfigured;
    net::Bell bell;
    Span looked_at{0};
    bool progressed = false;  ///< something has been delivered since the last look
    int running = 0;
    bool stopping = false;

    /// A counter that is there before anything happened: a rate over it sees the first failure too.
    void begin_counting(ChannelId const& channel) const {
        for (auto const how : {Taken::How::accepted, Taken::How::retry, Taken::How::rate_limited,
                               Taken::How::refused, Taken::How::misconfigured, Taken::How::ambiguous})
            world.meters.add("notifications_total", labels_of(channel, how), 0);
    }

    static Meters::Labels labels_of(ChannelId const& channel, Taken::How how) {
        auto const* const result = how == Taken::How::accepted ? "sent" : "failed";
        return {{"channel", channel.text()}, {"result", result}, {"reason", std::string{to_text(how)}}};
    }

    std::vector<alert::Person> persons(std::vector<std::string> const& names) const {
        std::vector<alert::Person> found;
        for (auto const& person : people) {
            if (std::ranges::find(names, person.name) != names.end()) found.push_back(person);
        }
        return found;
    }

    Channel const* taker_of(ChannelId const& channel) const {
        auto const line = lines.find(channel);
        return line == lines.end() ? nullptr : &line->second->pool.channel();
    }

    Bulletin bulletin_of(Bundle const& bundle) const {
        Bulletin bulletin;
        std::vector<std::string> mention;
        for (auto const& [notice, incident] : bundle.items) {
            bulletin.notices.push_back(notice);
            bulletin.incidents.push_back(incident);
            mention.insert(mention.end(), notice.mention.begin(), notice.mention.end());
        }
        bulletin.mention = persons(mention);
        bulletin.public_url = public_url;
        bulletin.now = world.clock.now();
        bulletin.digest = bundle.digest;
        for (auto const& [notice, incident] : bundle.items)
            bulletin.ack_links.push_back(link_for(notice, incident));
        return bulletin;
    }

    /// As whoever is called alone; where several are, or nobody, as the channel.
    std::string link_for(Notice const& notice, alert::Incident const& incident) const {
        bool const over =
            notice.news == alert::News::resolved || incident.state != alert::IncidentState::open;
        if (public_url.empty() || !ack_link || over) return {};
        auto const person = notice.mention.size() == 1 ? notice.mention.front() : notice.channel.text();
        auto const signed_text = ack_link(notice, person);
        return signed_text.empty() ? std::string{} : public_url + "/a/" + signed_text;
    }

    void count(ChannelId const& channel, Taken const& taken, std::vector<Notice> const& notices) const {
        world.meters.add("notifications_total", labels_of(channel, taken.how),
                         static_cast<double>(notices.size()));
        if (taken.how != Taken::How::accepted) {
            log::warn("notice.failed",
                      {{"channel", channel.text()}, {"how", to_text(taken.how)}, {"why", taken.detail}});
            return;
        }
        for (auto const& notice : notices) {
            auto const waited = std::chrono::duration<double>(world.clock.now() - notice.made_at).count();
            world.meters.observe("notification_seconds", {}, waited);
        }
    }
};

namespace {

/// The coroutines of a dispatcher; free functions over its state, so that they outlive no object but what
/// they hold.
struct Work {
    using State = Dispatcher::State;
    using StatePtr = std::shared_ptr<State>;

    static net::Task<bool> save(State& state, std::vector<Notice> notices) {
        auto const saved = co_await state.world.outbox.save(std::move(notices));
        if (!saved) log::error("outbox.save_failed", {{"why", saved.error().doing}});
        co_return saved.has_value();
    }

    /// What the platform said, as it is to the whole channel: another robot may take what one could not.
    static net::Task<Taken> heard(State& state, ChannelId channel, Line& line, Robot& robot, Taken taken) {
        auto const now = state.world.clock.now();
        if (taken.how == Taken::How::rate_limited) {
            auto const wait = taken.wait.value_or(1min);
            co_await pause(state.world.outbox, robot, now + wait);
            line.was_stopped = line.pool.stopped(now);
            bool const another = line.pool.pick(now) != nullptr;
            taken.wait = another ? Span{0} : wait;
        }
        if (taken.how == Taken::How::misconfigured) {
            state.misconfigured[channel] = taken.detail;
            if (line.pool.rest(robot, now)) taken = {Taken::How::retry, taken.detail, Span{0}, taken.took};
        }
        co_return taken;
    }

    /// Adds what goes another way because this one does not deliver it.
    static void pass_on(alert::Fallback const& fallback, std::vector<Notice>& notices, TimePoint now) {
        std::vector<Notice> others;
        for (auto& notice : notices) {
            if (auto other = alert::pass_on(fallback, notice, now)) others.push_back(*std::move(other));
        }
        notices.insert(notices.end(), std::make_move_iterator(others.begin()),
                       std::make_move_iterator(others.end()));
    }

    /// Sends one bundle: its notices are stored as `sending` before, and with their outcome after.
    static net::Task<bool> send(State& state, ChannelId channel, Line& line, Bundle bundle) {
        auto bulletin = state.bulletin_of(bundle);
        std::vector<Notice> notices = bulletin.notices;
        for (auto& notice : notices)
            notice.state = NoticeState::sending;
        auto* const robot = co_await charge(state.world.outbox, state.world.clock, line.pool);
        if (robot == nullptr) co_return false;
        auto const noted = co_await save(state, notices);
        if (!noted) co_return false;
        auto const begin = state.world.clock.steady();
        auto taken = co_await robot->channel->send(std::move(bulletin));
        taken.took = state.world.clock.steady() - begin;
        auto const now = state.world.clock.now();
        state.count(channel, taken, notices);
        taken = co_await heard(state, channel, line, *robot, std::move(taken));
        for (auto& notice : notices)
            notice = alert::after_attempt(robot->channel->persistence(), std::move(notice), taken, now);
        pass_on(line.fallback, notices, now);
        auto const stored = co_await save(state, std::move(notices));
        co_return stored&& taken.how == Taken::How::accepted;
    }

    /// Nothing may be sent at the moment: puts off what waits until something may, so that it does not stand
    /// in the way of what other channels wait for.
    static net::Task<void> put_off(State& state, Line& line, Items items) {
        auto const now = state.world.clock.now();
        line.was_stopped = line.was_stopped || line.pool.stopped(now);
        std::vector<Notice> notices;
        for (auto& item : items) {
            item.notice.state = NoticeState::retry;  // it has been due: what drags on goes another way
            item.notice.due = line.pool.next(now);
            notices.push_back(std::move(item.notice));
        }
        pass_on(line.fallback, notices, now);
        co_await save(state, std::move(notices));
    }

    /// Sends one after the other until one fails. True when at least one went well.
    static net::Task<bool> send_all(State& state, ChannelId channel, Line& line, std::vector<Bundle> all) {
        bool progressed = false;
        for (auto& bundle : all) {
            if (state.stopping) break;
            auto const went_well = co_await send(state, channel, line, std::move(bundle));
            if (!went_well) break;
            progressed = true;
        }
        co_return progressed;
    }

    /// Serves one channel with what is due for it. Others go on meanwhile.
    static net::Task<void> serve(StatePtr state, ChannelId channel, std::shared_ptr<Line> line, Items items) {
        bool known = true;
        for (auto& robot : line->pool.robots()) {
            if (!robot.budget.limited()) continue;
            auto const read = co_await read_budget(state->world.outbox, robot);
            known = known && read;
        }
        auto const now = state->world.clock.now();
        auto const free = line->pool.free(now);
        std::vector<NoticeId> ours;
        for (auto const& item : items)
            ours.push_back(item.notice.id);
        bool progressed = false;
        if (free > 0 && known) {
            auto all = line->pool.channel().one_at_a_time()
                           ? singles(std::move(items))
                           : bundles(std::move(items), free, line->was_stopped);
            line->was_stopped = false;
            progressed = co_await send_all(*state, channel, *line, std::move(all));
        } else if (known) {
            co_await put_off(*state, *line, std::move(items));
        }
        for (auto const& id : ours) {
            state->sending.erase(id);
            state->served.insert(id);
        }
        line->busy = false;
        --state->running;
        state->progressed = state->progressed || progressed;
        if (progressed || state->stopping) state->bell.ring();  // else the next tick is soon enough
    }

    static void measure(State& state, Items const& items) {
        for (auto const& [channel, line] : state.lines) {
            auto const depth =
                std::ranges::count_if(items, [&](auto const& it) { return it.notice.channel == channel; });
            state.world.meters.set("outbox_depth", {{"channel", channel.text()}}, static_cast<double>(depth));
        }
    }

    /// Gives how much was due.
    static net::Task<std::size_t> look(StatePtr state) {
        auto const now = state->world.clock.now();
        state->served.clear();
        auto due = co_await state->world.outbox.due(now + looked_ahead, looked_at);
        if (!due) {
            log::warn("outbox.unreadable", {{"why", due.error().doing}});
            co_await state->world.clock.sleep(pause_after_trouble);
            co_return 0;
        }
        state->looked_at = state->world.clock.steady();
        measure(*state, *due);
        auto const size = due->size();
        std::map<ChannelId, Items> by_channel;
        std::vector<Notice> done;
        for (auto& item : ripe(*std::move(due), now)) {
            if (state->sending.contains(item.notice.id) || state->served.contains(item.notice.id)) continue;
            if (auto notice = settled(item, state->taker_of(item.notice.channel), now)) {
                done.push_back(*std::move(notice));
            } else {
                by_channel[item.notice.channel].push_back(std::move(item));
            }
        }
        if (!done.empty()) co_await save(*state, std::move(done));
        for (auto& [channel, items] : by_channel) {
            auto const found = state->lines.find(channel);
            if (found == state->lines.end() || found->second->busy) continue;  // taken away meanwhile
            auto const line = found->second;
            line->busy = true;
            ++state->running;
            for (auto const& item : items)
                state->sending.insert(item.notice.id);
            state->world.loop.spawn("deliver", serve(state, channel, line, std::move(items)));
        }
        co_return size;
    }
};

/// What `replywatch notify test` sends: an incident that is over at once.
Bulletin test_bulletin(ChannelId const& channel, Language language, TimePoint now) {
    constexpr Phrase title{"【测试】通知渠道 {channel} 可以收到 replywatch 的提醒 · test",
                           "[TEST] channel {channel} can receive notices of replywatch"};
    constexpr Phrase about{"有人在试这个渠道，不用处理。", "Somebody is trying this channel: nothing to do."};
    alert::Incident incident;
    incident.id = alert::incident_id(AccountId{"test"}, "test/" + channel.text(), now);
    incident.kind = alert::IncidentKind::daemon;
    incident.level = care::Level::blue;
    incident.account = AccountId{"test"};
    incident.title = filled(title.in(language), {{"channel", channel.text()}});
    incident.about = about.in(language);
    incident.opened_at = now;
    incident.resolved_at = now;
    incident.state = alert::IncidentState::resolved;
    Notice notice;
    notice.incident = incident.id;
    notice.account = incident.account;
    notice.channel = channel;
    notice.level = incident.level;
    notice.made_at = now;
    notice.id = alert::notice_id(incident.id, notice.news, 0, channel);
    Bulletin bulletin;
    bulletin.notices.push_back(std::move(notice));
    bulletin.incidents.push_back(std::move(incident));
    bulletin.now = now;
    return bulletin;
}

}  // namespace

Dispatcher::Dispatcher(World world) : state_{std::make_shared<State>(world)} {}
Dispatcher::~Dispatcher() = default;

Result<void> Dispatcher::configure(Settings settings) {
    std::map<ChannelId, std::shared_ptr<Line>> lines;
    auto& world = state_->world;
    for (auto const& channel : settings.channels) {
        auto pool = make_pool(channel, {world.client, world.dialer, world.console});
        if (!pool) return pool.error();
        state_->begin_counting(channel.name);
        lines.emplace(channel.name, std::make_shared<Line>(Line{*std::move(pool), channel.fallback}));
    }
    state_->lines = std::move(lines);
    state_->people = std::move(settings.people);
    state_->public_url = std::move(settings.public_url);
    while (state_->public_url.ends_with('/'))
        state_->public_url.pop_back();
    state_->ack_link = std::move(settings.ack_link);
    return {};
}

net::Task<void> Dispatcher::run() {
    auto const state = state_;
    while (!state->stopping) {
        auto const begin = state->world.clock.steady();
        auto const longest = std::exchange(state->progressed, false) ? tick : longest_pause;
        auto const size = co_await Work::look(state);
        if (state->stopping) break;
        // A long outbox takes its time to be read; whoever takes in new trouble must not wait for it.
        auto const spent = state->world.clock.steady() - begin;
        auto const pause = std::min(longest, spent * most_of_the_time);
        if (size >= long_outbox) co_await state->world.clock.sleep(pause);
        co_await state->bell.wait(state->world.clock, tick);
    }
    auto const end = state->world.clock.steady() + time_to_finish;
    while (state->running > 0 && state->world.clock.steady() < end) {
        co_await state->bell.wait(state->world.clock, tick);
    }
}

net::Task<Result<Taken>> Dispatcher::try_channel(ChannelId channel) {
    auto const state = state_;
    auto const found = state->lines.find(channel);
    if (found == state->lines.end()) co_return Failure{Fault::gone, "there is no channel " + channel.text()};
    auto const line = found->second;
    auto const now = state->world.clock.now();
    auto bulletin = test_bulletin(channel, line->pool.channel().language(), now);
    bulletin.public_url = state->public_url;
    Taken taken;
    for (auto& robot : line->pool.robots()) {
        robot.budget.spent(now);
        auto const begin = state->world.clock.steady();
        taken = co_await robot.channel->send(bulletin);
        taken.took = state->world.clock.steady() - begin;
        if (taken.how != Taken::How::accepted) break;
    }
    co_return taken;
}

void Dispatcher::stop() {
    state_->stopping = true;
    state_->bell.ring();
}
Span Dispatcher::looked_at() const {
    return state_->looked_at;
}
bool Dispatcher::busy() const {
    return state_->running > 0;
}
void Dispatcher::wake() {
    state_->bell.ring();
}

std::map<ChannelId, std::string> Dispatcher::take_misconfigured() {
    return std::exchange(state_->misconfigured, {});
}

}  // namespace rw::notify
