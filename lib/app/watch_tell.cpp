// What a watch says: how well it sees, what it cannot see, and what people have to do about it (K30).
#include "app/system_words.hpp"
#include "app/watch.hpp"

#include "core/log.hpp"
#include "store/quota_windows.hpp"

#include <algorithm>

namespace rw::app {
namespace {

using care::Level;
using weibo::List;

Audience audience_of(Seat const& seat) {
    return {seat.account, seat.desk.rules().alerts.language};
}

}  // namespace

/// With a small quota no list can be read as often as `blind_after` asks; then it is the plan that is held
/// against, and the plan is shown.
Span Watch::blind_limit(Span every) const {
    bool const scarce = pacer_.price() > 0;
    return scarce ? std::max<Span>(settings_.blind_after, every * 2) : settings_.blind_after;
}

void Watch::judge_sight(TimePoint now) {
    auto const plans = pacer_.plan(now);
    seat_.plan.assign(plans.begin(), plans.end());
    seat_.price = pacer_.price();
    seat_.budgets = tokens_.budgets();
    seat_.tokens.clear();
    for (auto const& token : tokens_.all())
        seat_.tokens.push_back({token.name, token.dead, token.expires_at, token.balance});
    for (auto const list : settings_.lists) {
        std::string const name{to_text(list)};
        auto& sight = seat_.sights[name];
        judge_sight(sight, name, now);
    }
    seat_.desk.take_sight(seat_.sees_all());
}

/// What is read for a list: reposts are listed post by post.
std::vector<Errand const*> Watch::parts_of(std::string const& list) const {
    bool const by_post = list == to_text(List::reposts);
    std::vector<Errand const*> parts;
    for (auto const& errand : errands_) {
        bool const of_post = by_post && (errand.of == Errand::Of::posts || errand.list == List::reposts);
        if (errand.name == list || of_post) parts.push_back(&errand);
    }
    return parts;
}

/// Of several parts the one that was read longest ago decides; what is new has waited since it was planned.
void Watch::judge_sight(Sight& sight, std::string const& name, TimePoint now) {
    auto const parts = parts_of(name);
    care::Plan slowest;
    std::optional<TimePoint> quiet_at;
    auto oldest = now;
    bool all_read = true;
    for (auto const* part : parts) {
        auto const& progress = progress_[part->name];
        all_read = all_read && progress.read_at;
        oldest = std::min(oldest, progress.read_at.value_or(std::max(progress.planned_at, started_at_)));
        auto const plan = std::ranges::find(seat_.plan, part->name, &care::Plan::source);
        if (plan == seat_.plan.end()) continue;
        if (plan->every > slowest.every) slowest = *plan;
        // A counter that says there is nothing new is sight too, but not of a list that cannot be read.
        if (part->name == name && progress.failures == 0) quiet_at = plan->quiet_at;
    }
    sight.read_at = all_read ? std::optional{oldest} : std::nullopt;
    sight.seen_at = std::max(quiet_at, sight.read_at);
    sight.every = slowest.every;
    sight.mean_delay = slowest.mean_delay;
    sight.covered = std::ranges::none_of(parts, [&](auto const* part) { return tokens_.refused(part->use); });
    sight.blind = now - std::max(oldest, sight.seen_at.value_or(oldest)) > blind_limit(slowest.every);
}

net::Task<void> Watch::tell_troubles(store::Tenure tenure) {
    looked_into_.clear();
    co_await tell_tokens(tenure);
    co_await tell_address(tenure);
    for (auto const list : settings_.lists) {
        std::string name{to_text(list)};
        co_await tell_list(tenure, std::move(name));
    }
    co_await tell_closed(tenure);
    co_await relieve_orphans(tenure);
}

/// What is read besides the lists may be closed to the application too.
net::Task<void> Watch::tell_closed(store::Tenure tenure) {
    auto const to = audience_of(seat_);
    std::map<std::string, bool> closed;
    for (auto const& errand : errands_) {
        bool const list = seat_.sights.contains(errand.use.endpoint);
        if (!list) closed[errand.use.endpoint] = tokens_.refused(errand.use);
    }
    for (auto const& [endpoint, holds] : closed) {
        auto trouble = closed_trouble(to, endpoint, not_read_again(to.language));
        co_await tell(tenure, std::move(trouble), holds);
    }
}

/// Tokens and lists that are not configured any more have no troubles either.
net::Task<void> Watch::relieve_orphans(store::Tenure tenure) {
    std::vector<std::string> orphans;
    for (auto const& [key, told] : told_) {
        if (told.level != Level::none && !looked_into_.contains(key)) orphans.push_back(key);
    }
    for (auto const& key : orphans) {
        auto const end = to_words(Over::not_configured, audience_of(seat_).language);
        auto const told = co_await seat_.desk.relieve(tenure, key, end);
        if (told) told_.erase(key);
    }
}

net::Task<void> Watch::tell_address(store::Tenure tenure) {
    auto closed = address_trouble(audience_of(seat_));
    bool const holds = tokens_.address_closed();
    co_await tell(tenure, std::move(closed), holds);
}

net::Task<void> Watch::tell_tokens(store::Tenure tenure) {
    auto const now = world_.clock.now();
    auto const to = audience_of(seat_);
    auto const dead =
        std::ranges::count_if(tokens_.all(), [](Token const& token) { return !token.dead.empty(); });
    bool const none_left = dead == std::ssize(tokens_.all());
    auto const tokens = tokens_.all();
    for (auto const& token : tokens) {
        bool const lives = token.dead.empty();
        auto over = dead_token_trouble(to, token.name, token.dead, none_left);
        co_await tell(tenure, std::move(over), !lives);

        auto const left = token.expires_at ? *token.expires_at - now : 365 * 24h;
        auto ends = ending_token_trouble(to, token.name, left);
        bool const soon = lives && ends.level != Level::none;
        co_await tell(tenure, std::move(ends), soon);

        auto const until = token.balance ? token.balance->closed_until : std::nullopt;
        bool const closed = until && *until > now;
        auto spent = spent_token_trouble(to, token.name, closed ? until : std::nullopt);
        co_await tell(tenure, std::move(spent), closed);
    }
}

net::Task<void> Watch::tell_list(store::Tenure tenure, std::string name) {
    auto const to = audience_of(seat_);
    auto const& sight = seat_.sights[name];
    Blindness const how{sight.seen_at.value_or(started_at_), world_.clock.now(), sight.trouble};
    auto blind = blind_trouble(to, name, how);
    auto closed = closed_trouble(to, name, sight.trouble);
    bool const is_blind = sight.blind && sight.covered;
    bool const is_closed = !sight.covered;
    co_await tell(tenure, std::move(blind), is_blind);
    co_await tell(tenure, std::move(closed), is_closed);
}

/// Tells the desk when a trouble begins, when it gets graver and when it ends, and in another language once
/// that is wanted; after a start each is told
/// once more, which changes nothing.
net::Task<void> Watch::tell(store::Tenure tenure, alert::Trouble trouble, bool holds) {
    auto const key = trouble.key;
    looked_into_.insert(key);
    Told const now{holds ? trouble.level : Level::none, audience_of(seat_).language};
    auto const known = told_.find(key);
    if (known != told_.end() && known->second == now) co_return;
    auto const end = to_words(Over::well_again, now.language);
    auto told = Result<void>{};
    if (holds) {
        told = co_await seat_.desk.report(tenure, std::move(trouble));
    } else {
        told = co_await seat_.desk.relieve(tenure, key, end);
    }
    if (told) told_[key] = now;
}

}  // namespace rw::app
