#include "support/intake.hpp"

#include <catch2/catch.hpp>

namespace rw::test {
namespace {

sim::Scenario read(std::string const& text) {
    auto scenario = sim::read_scenario(text, "intake");
    if (!scenario) FAIL(scenario.error().doing);
    return *std::move(scenario);
}

net::Url address(char const* text) {
    return net::parse_url(text).value();
}

}  // namespace

Intake::Intake(Settings settings)
    : play{read(settings.scenario), clock.now()},
      dialer{play, clock},
      settings_{std::move(settings)},
      kept_{settings_.redis ? std::make_unique<BlockingLedger>(*settings_.redis) : nullptr},
      scenario_{read(settings_.scenario)},
      weibo_{
          http_,
          clock,
          {address("http://127.0.0.1:80"), address("http://127.0.0.1:80"), address("http://127.0.0.1:80")}},
      loop_{std::make_unique<net::Loop>()} {
    redis_ = std::make_unique<store::Redis>(*loop_, no_redis_, clock, meters_, store::RedisSettings{});
    start();
}

Intake::~Intake() {
    loop_->clear();
    brands_.clear();
    past_.clear();
    redis_.reset();
    loop_.reset();
}

app::Watch::Settings Intake::watch_settings(sim::BrandPart const& part) const {
    app::Watch::Settings settings;
    settings.lists = settings_.lists;
    settings.min_interval = settings_.min_interval;
    settings.look_most = settings_.look_most;
    settings.tokens.account = AccountId{part.key};
    settings.tokens.uid = part.uid;
    for (auto const& one : part.staff)
        settings.tokens.staff.push_back(one.uid);
    for (auto const& token : part.tokens)
        settings.tokens.tokens.emplace_back(token.token);
    settings.tokens.limits = settings_.limits;
    settings.tokens.address = {"ip/here", {15'000, 0}};
    settings.tokens.biz = settings_.biz;
    settings.fan_service = settings_.fan_service;
    settings.tokens.address_share = 1.0 / static_cast<double>(scenario_.brands.size());
    return settings;
}

void Intake::start() {
    kept_ ? start(*kept_) : start(ledger);
}

template <class Keeper>
void Intake::start(Keeper& keeper) {
    for (auto const& part : scenario_.brands) {
        Brand brand;
        brand.account = AccountId{part.key};
        brand.uid = part.uid;
        app::Rules rules;
        rules.brand.account = brand.account;
        rules.brand.main = part.uid;
        rules.brand.staff = {part.uid};
        for (auto const& one : part.staff)
            rules.brand.staff.insert(one.uid);
        if (kept_) kept_->set_fence(brand.account, ledger.fence);
        app::Desk desk{{keeper, keeper, keeper, clock, meters_, [] {}}, std::move(rules)};
        store::Lease lease{*redis_, clock, store::Keys{"rw"}, brand.account, {}};
        brand.seat = std::make_unique<app::Seat>(brand.account, std::move(desk), std::move(lease));
        app::Watch::World const world{weibo_, keeper, keeper, keeper, keeper, quota, clock, meters_};
        brand.watch = std::make_unique<app::Watch>(world, *brand.seat, watch_settings(part));
        brands_.push_back(std::move(brand));
    }
    for (std::size_t i = 0; i < brands_.size(); ++i)
        loop_->spawn("brand", live(*this, i, {brands_[i].account, ledger.fence}));
    clock.settle(*loop_);
}

void Intake::take_over() {
    ++ledger.fence;
    for (auto& brand : brands_)
        past_.push_back(std::move(brand));
    brands_.clear();
    start();
}

net::Task<void> Intake::live(Intake& intake, std::size_t number, store::Tenure tenure) {
    auto& seat = *intake.brands_[number].seat;
    auto& watch = *intake.brands_[number].watch;
    while (tenure.fence == intake.ledger.fence) {
        auto const nap = co_await watch.round(tenure);
        auto const cleared = co_await seat.desk.clear_inbox(tenure);
        auto const told = co_await seat.desk.keep_time(tenure);
        bool const late = (!cleared && cleared.error().kind == Fault::conflict) ||
                          (!told && told.error().kind == Fault::conflict);
        if (late) co_return;
        co_await intake.clock.sleep(nap);
    }
}

void Intake::report(alert::Trouble trouble) {
    store::Tenure const tenure{brand().account, ledger.fence};
    REQUIRE(loop_->run_until_done(brand().seat->desk.report(tenure, std::move(trouble))).has_value());
}

void Intake::add_hint(AccountId account, store::Hint hint) {
    REQUIRE(loop_->run_until_done(ledger.add_hint(std::move(account), hint)).has_value());
}

std::size_t Intake::hints_left(AccountId account) {
    return loop_->run_until_done(ledger.pending_hints(std::move(account), 100)).value().size();
}

bool Intake::was_seen(AccountId const& account, WeiboId id) {
    return kept_ ? kept_->was_seen(account, id) : ledger.seen(account).contains(id);
}

std::vector<care::Conversation> Intake::conversations(AccountId const& account) {
    std::vector<care::Conversation> all;
    if (!kept_) {
        for (auto const& [id, talk] : ledger.conversations_of(account))
            all.push_back(talk.value);
        return all;
    }
    for (auto const which : {store::Shelf::Which::waiting, store::Shelf::Which::settled}) {
        store::Shelf shelf{which, "", 200};
        for (;;) {
            auto slice = loop_->run_until_done(kept_->conversations_on(account, shelf));
            REQUIRE(slice.has_value());
            if (slice->items.empty()) break;
            shelf.after = slice->cursors.back();
            std::ranges::move(slice->items, std::back_inserter(all));
        }
    }
    return all;
}

alert::Incident const* Intake::open_incident(std::string const& key) {
    for (auto const& [id, incident] : ledger.incidents_of(brand().account)) {
        bool const open = incident.value.state != alert::IncidentState::resolved;
        if (open && incident.value.key == key) return &incident.value;
    }
    return nullptr;
}

}  // namespace rw::test
