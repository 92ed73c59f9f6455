#include "app/watch.hpp"

#include "core/log.hpp"
#include "weibo/permalink.hpp"

#include <algorithm>
#include <array>

namespace rw::app {
namespace {

using weibo::ErrorClass;
using weibo::List;

constexpr Span longest_round = 5s;
constexpr std::array<Span, 6> backoff{1s, 3s, 10s, 30s, 60s, 180s};

/// The counter that moves when something new comes to a list; -1 where there is none.
std::int64_t counter_of(weibo::UnreadCounts const& counts, List list) {
    switch (list) {
        case List::mentions: return counts.mentions;
        case List::comments_to_me:
        case List::comments_timeline: return counts.comments;
        case List::comment_mentions: return counts.comment_mentions;
        case List::reposts:
        case List::thread:
        case List::by_me: return -1;
    }
    return -1;
}

std::string chinese(List list) {
    switch (list) {
        case List::mentions: return "@我的微博";
        case List::comments_to_me: return "收到的评论";
        case List::comment_mentions: return "@我的评论";
        case List::reposts: return "转发";
        case List::by_me: return "我发出的评论";
        case List::comments_timeline: return "收发的评论";
        case List::thread: return "微博下的评论";
    }
    return "";
}

alert::Trouble trouble_of(AccountId const& account, alert::IncidentKind kind, std::string key,
                          std::string title) {
    alert::Trouble trouble;
    trouble.account = account;
    trouble.kind = kind;
    trouble.level = care::Level::orange;
    trouble.key = std::move(key);
    trouble.title = std::move(title);
    return trouble;
}

}  // namespace

Watch::Watch(World world, Seat& seat, Settings settings) : world_{world}, seat_{seat} {
    started_at_ = world_.clock.now();
    take_settings(std::move(settings));
}

void Watch::take_settings(Settings settings) {
    settings_ = std::move(settings);
    tokens_.clear();  // a file may hold another token under the same name: what was dead may live
    for (std::size_t i = 0; i < settings_.tokens.size(); ++i) {
        auto name = seat_.account.text() + "/" + std::to_string(i + 1);
        tokens_.push_back({std::move(name), settings_.tokens[i], weibo::Quota{settings_.limits}, false, {}});
    }
    std::map<List, Pace> paces;
    for (auto const list : settings_.lists) {
        paces[list] = paces_[list];
        paces[list].forbidden = false;
        auto& sight = seat_.sights[std::string{to_text(list)}];
        sight.covered = list != List::reposts;  // those without an @ of the brand: not read by this version
        sight.trouble = sight.covered ? "" : "not read by this version";
    }
    paces_ = std::move(paces);
}

/// Read anew each round: after a failover of Redis what is stored may be older than what we remember, and
/// what is stored is what the items agree with (redis.md 4).
net::Task<Result<void>> Watch::load_positions() {
    auto const lists = co_await world_.inbox.lists(seat_.account);
    if (!lists) co_return lists.error();
    for (auto& [list, pace] : paces_) {
        std::string const name{to_text(list)};
        auto const stored = lists->find(name);
        auto const packed = stored == lists->end() ? std::string{} : stored->second.cursor;
        auto position = weibo::ListPosition::unpack(packed);
        if (!position) {
            log::error("cursor.broken",
                       {{"account", seat_.account.text()}, {"list", name}, {"cursor", packed}});
            position = weibo::ListPosition{};
        }
        pace.position = *std::move(position);
        if (stored != lists->end()) seat_.sights[name].read_at = stored->second.read_at;
    }
    co_return Result<void>{};
}

net::Task<Span> Watch::round(store::Tenure tenure) {
    auto const loaded = co_await load_positions();
    if (!loaded) {
        log::warn("watch.waits", {{"account", seat_.account.text()}, {"why", loaded.error().doing}});
        co_return backoff.front();
    }
    co_await look_at_counters();
    for (auto const list : settings_.lists) {
        if (is_due(list)) co_await read(tenure, list);
    }
    co_await tell_troubles(tenure);
    auto next = world_.clock.now() + std::min(settings_.min_interval, longest_round);
    for (auto const& [list, pace] : paces_) {
        if (!pace.forbidden) next = std::min(next, pace.next);
    }
    co_return std::max(next - world_.clock.now(), settings_.min_interval / 10);
}

void Watch::not_kept(Pace& pace, Failure const& why) {
    pace.position.reset();  // as stored, not as we meant it to be
    pace.next = world_.clock.now() + backoff.front();
    log::warn("inbox.failed", {{"account", seat_.account.text()}, {"why", why.doing}});
    if (why.kind == Fault::conflict) seat_.lease.lost();
}

net::Task<void> Watch::know_quotas() {
    for (auto& token : tokens_) {
        if (!token.quota_known && token.dead.empty()) co_await know_quota(token);
    }
}

/// A token that may be asked with now, the one with most left; none when the address has spent its hour.
Token* Watch::usable_token() {
    auto const now = world_.clock.now();
    if (world_.address_quota.next(now) > now) return nullptr;
    Token* best = nullptr;
    for (auto& token : tokens_) {
        if (!token.dead.empty() || token.quota.next(now) > now) continue;
        if (!best || token.quota.left(now) > best->quota.left(now)) best = &token;
    }
    return best;
}

/// Half of what may be asked is for reading every list at an even pace, the other half for what the counters
/// announce.
Span Watch::pace_of_sweep() const {
    auto const lists = static_cast<std::int64_t>(std::max<std::size_t>(settings_.lists.size(), 1));
    auto const tokens = static_cast<std::int64_t>(std::max<std::size_t>(tokens_.size(), 1));
    auto pace = settings_.min_interval;
    auto const slow_down = [&](std::int64_t limit, Span window) {
        if (limit > 0)
            pace = std::max(
                pace, Span{window.count() * lists * 2 / std::max<std::int64_t>(limit * 9 / 10 * tokens, 1)});
    };
    slow_down(settings_.limits.day, 24h);
    slow_down(settings_.limits.hour, 1h);
    return pace;
}

/// Whether a call beyond the even pace leaves enough for the even pace until the day ends.
bool Watch::may_read_for_news(Token const& token) const {
    auto const now = world_.clock.now();
    auto const left = token.quota.left(now);
    if (left < 0) return true;
    auto const to_midnight = 24h - (now.time_since_epoch() + 8h) % 24h;
    auto const sweeps = to_midnight / pace_of_sweep() + 1;
    auto const needed = sweeps * static_cast<std::int64_t>(settings_.lists.size()) /
                        static_cast<std::int64_t>(std::max<std::size_t>(tokens_.size(), 1));
    return left - settings_.limits.day / 10 > std::min<std::int64_t>(needed, left / 2);
}

bool Watch::is_due(List list) const {
    auto const& pace = paces_.at(list);
    if (pace.forbidden || list == List::reposts) return false;
    auto const now = world_.clock.now();
    if (pace.next <= now) return true;
    auto const sight = seat_.sights.find(std::string{to_text(list)});
    bool const read_just_now = sight != seat_.sights.end() && sight->second.read_at &&
                               now - *sight->second.read_at < settings_.min_interval;
    if (!pace.news || pace.failures > 0 || read_just_now) return false;
    return std::ranges::any_of(
        tokens_, [&](Token const& token) { return token.dead.empty() && may_read_for_news(token); });
}

net::Task<void> Watch::look_at_counters() {
    auto const now = world_.clock.now();
    auto const alive = std::ranges::find_if(tokens_, [](Token const& token) { return token.dead.empty(); });
    bool const wanted = alive != tokens_.end() && now - counters_at_ >= settings_.min_interval;
    if (!wanted || settings_.uid.none()) co_return;
    counters_at_ = now;
    auto const counts = co_await world_.weibo.unread_counts(alive->secret, settings_.uid);
    if (!counts) {
        log::debug("counters.failed",
                   {{"account", seat_.account.text()}, {"why", counts.error().failure.doing}});
        if (counts.error().what == ErrorClass::auth) alive->dead = counts.error().failure.doing;
        co_return;
    }
    for (auto& [list, pace] : paces_) {
        auto const count = counter_of(*counts, list);
        auto const before = counters_ ? counter_of(*counters_, list) : 0;
        if (count > before) pace.news = true;
    }
    counters_ = *counts;
}

net::Task<void> Watch::know_quota(Token& token) {
    auto const packed = co_await world_.book.load_quota(token.name);
    if (packed) token.quota.unpack(*packed);
    auto const told = co_await world_.weibo.rate_limits(token.secret);
    if (told) token.quota.reconcile(*told, world_.clock.now());
    if (!told && told.error().what == ErrorClass::auth) token.dead = told.error().failure.doing;
    token.quota_known = packed.has_value();
}

net::Task<void> Watch::spend(Token& token) {
    auto const now = world_.clock.now();
    token.quota.spent(now);
    world_.address_quota.spent(now);
    seat_.quota_left[token.name] = token.quota.left(now);
    world_.meters.set("quota_remaining", {{"token", token.name}}, static_cast<double>(token.quota.left(now)));
    auto const saved = co_await world_.book.save_quota(token.name, token.quota.pack());
    if (!saved) log::warn("quota.save_failed", {{"token", token.name}, {"why", saved.error().doing}});
}

net::Task<void> Watch::read(store::Tenure tenure, List list) {
    auto& pace = paces_[list];
    auto const completed = seat_.sights[std::string{to_text(list)}].read_at;
    weibo::Reading reading{pace.position.value_or(weibo::ListPosition{}), settings_.reading,
                           world_.clock.now(), completed};
    while (auto const query = reading.next()) {
        co_await know_quotas();
        auto* const token = usable_token();
        if (token == nullptr) {  // the gap stays written down
            pace.next = world_.clock.now() + settings_.min_interval;
            co_return;
        }
        co_await spend(*token);
        weibo::Access access{token->secret, settings_.biz};
        auto page = co_await world_.weibo.list(list, std::move(access), *query);
        if (!page) {
            failed(list, *token, page.error());
            co_return;
        }
        reading.took(page->facts);
        auto const kept = co_await keep(tenure, list, *std::move(page), reading);
        if (!kept) {
            not_kept(pace, kept.error());
            co_return;
        }
        pace.position = reading.position();
    }
    read_well(list, reading.complete() ? std::optional{reading.began()} : std::nullopt);
}

net::Task<Result<void>> Watch::keep(store::Tenure tenure, List list, weibo::ListAnswer page,
                                    weibo::Reading const& reading) {
    store::ListPage kept;
    kept.list = to_text(list);
    kept.items = std::move(page.items);
    kept.cursor = reading.position().pack();
    kept.read_at = reading.began();
    kept.complete = reading.complete();
    for (auto& item : kept.items) {
        item.history = item.created_at < started_at_ - settings_.reading.cold_start;  // K2
    }
    for (auto const& skipped : page.skipped) {
        log::debug("item.skipped", {{"list", kept.list}, {"id", skipped.id.text()}, {"why", skipped.why}});
    }
    auto const accepted = co_await world_.inbox.accept(std::move(tenure), std::move(kept));
    if (!accepted) co_return accepted.error();
    if (accepted->fresh > 0) seat_.work.ring();
    co_return Result<void>{};
}

void Watch::read_well(List list, std::optional<TimePoint> completed) {
    auto& pace = paces_[list];
    auto const now = world_.clock.now();
    pace.failures = 0;
    pace.news = false;
    pace.next = now + pace_of_sweep();
    auto& sight = seat_.sights[std::string{to_text(list)}];
    if (completed) sight.read_at = completed;
    sight.trouble.clear();
    world_.meters.add(
        "polls_total",
        {{"account", seat_.account.text()}, {"list", std::string{to_text(list)}}, {"result", "ok"}});
}

void Watch::failed(List list, Token& token, weibo::Trouble const& trouble) {
    auto& pace = paces_[list];
    auto const now = world_.clock.now();
    auto const step = std::min<std::size_t>(static_cast<std::size_t>(pace.failures), backoff.size() - 1);
    ++pace.failures;
    pace.next = now + std::min(backoff[step], std::max(settings_.min_interval, backoff.front()));
    switch (trouble.what) {
        case ErrorClass::auth: token.dead = trouble.failure.doing; break;
        case ErrorClass::limit_token: token.quota.refused(Span{0}, now); break;
        case ErrorClass::limit_ip: world_.address_quota.refused(Span{0}, now); break;
        case ErrorClass::forbidden:
        case ErrorClass::permanent:
            pace.forbidden = true;
            seat_.sights[std::string{to_text(list)}].covered = false;
            break;
        default: break;
    }
    seat_.sights[std::string{to_text(list)}].trouble = trouble.failure.doing;
    auto const result = std::string{to_text(trouble.what)};
    world_.meters.add(
        "polls_total",
        {{"account", seat_.account.text()}, {"list", std::string{to_text(list)}}, {"result", result}});
    log::warn("poll.failed", {{"account", seat_.account.text()},
                              {"list", to_text(list)},
                              {"class", result},
                              {"why", trouble.failure.doing}});
}

net::Task<void> Watch::tell_troubles(store::Tenure tenure) {
    auto const now = world_.clock.now();
    auto const who = "@" + seat_.account.text();
    for (auto const& token : tokens_) {
        auto trouble =
            trouble_of(seat_.account, alert::IncidentKind::token, "token/" + token.name,
                       "【系统·令牌失效】" + who + " 的令牌 " + token.name + " 不能用了，需要重新授权");
        trouble.reasons.push_back({"weibo-api 6.3", "", token.dead});
        co_await tell(tenure, std::move(trouble), !token.dead.empty());
    }
    for (auto const list : settings_.lists) {
        if (list == List::reposts) continue;
        std::string const name{to_text(list)};
        auto& sight = seat_.sights[name];
        auto const seen_at = sight.read_at.value_or(started_at_);
        sight.blind = now - seen_at > settings_.blind_after;
        auto trouble =
            trouble_of(seat_.account, alert::IncidentKind::blind, "blind/" + name,
                       "【系统·看不见了】“" + chinese(list) + "”已 " + in_words(now - seen_at) +
                           "没取到数据（" + who + "）。这段时间的超时可能不准，请人工看一眼微博。");
        trouble.reasons.push_back({"K30", "", "最后一次成功读取是 " + beijing_clock(seen_at)});
        co_await tell(tenure, std::move(trouble), sight.blind);
        auto uncovered = trouble_of(seat_.account, alert::IncidentKind::coverage, "coverage/" + name,
                                    "【系统·没有权限】“" + chinese(list) + "”不对本应用开放（" + who + "）");
        uncovered.level = care::Level::yellow;
        uncovered.reasons.push_back({"weibo-api 6.3", "", sight.trouble});
        co_await tell(tenure, std::move(uncovered), paces_[list].forbidden);
    }
}

/// Tells the desk when a trouble begins and when it ends; after a start each is told once more, which changes
/// nothing.
net::Task<void> Watch::tell(store::Tenure tenure, alert::Trouble trouble, bool holds) {
    auto const key = trouble.key;
    auto const known = told_.find(key);
    if (known != told_.end() && known->second == holds) co_return;
    auto const end = std::string{"恢复正常"};
    auto told = Result<void>{};
    if (holds) {
        told = co_await seat_.desk.report(tenure, std::move(trouble));
    } else {
        told = co_await seat_.desk.relieve(tenure, key, end);
    }
    if (told) told_[key] = holds;
}

}  // namespace rw::app
