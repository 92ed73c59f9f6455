// What a watch says: how well it sees, what it cannot see, and what people have to do about it (K30).
#include "app/watch.hpp"

#include "core/log.hpp"
#include "store/quota_windows.hpp"

#include <algorithm>

namespace rw::app {
namespace {

using care::Level;
using weibo::List;

alert::Trouble trouble_of(AccountId const& account, alert::IncidentKind kind, std::string key,
                          std::string title) {
    alert::Trouble trouble;
    trouble.account = account;
    trouble.kind = kind;
    trouble.level = Level::orange;
    trouble.key = std::move(key);
    trouble.title = std::move(title);
    return trouble;
}

/// How grave it is that a token ends then: said a week, a day and an hour before.
Level level_of_end(Span left) {
    if (left <= 1h) return Level::red;
    if (left <= 24h) return Level::orange;
    return left <= 7 * 24h ? Level::yellow : Level::none;
}

std::string in_days(Span span) {
    return span >= 48h ? std::to_string(span / 24h) + "天" : in_words(span);
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
    std::map<std::string, bool> closed;
    for (auto const& errand : errands_) {
        bool const list = seat_.sights.contains(errand.use.endpoint);
        if (!list) closed[errand.use.endpoint] = tokens_.refused(errand.use);
    }
    for (auto const& [endpoint, holds] : closed) {
        auto trouble = trouble_of(
            seat_.account, alert::IncidentKind::coverage, "coverage/" + endpoint,
            "【系统·没有权限】“" + in_chinese(endpoint) + "”不对本应用开放（@" + seat_.account.text() + "）");
        trouble.level = Level::yellow;
        trouble.reasons.push_back({"weibo-api 6.3", "", "到配置或令牌改变之前不再去读"});
        co_await tell(tenure, std::move(trouble), holds);
    }
}

/// Tokens and lists that are not configured any more have no troubles either.
net::Task<void> Watch::relieve_orphans(store::Tenure tenure) {
    std::vector<std::string> orphans;
    for (auto const& [key, level] : told_) {
        if (level != Level::none && !looked_into_.contains(key)) orphans.push_back(key);
    }
    for (auto const& key : orphans) {
        auto const end = std::string{"配置里已经没有了"};
        auto const told = co_await seat_.desk.relieve(tenure, key, end);
        if (told) told_.erase(key);
    }
}

net::Task<void> Watch::tell_address(store::Tenure tenure) {
    auto closed = trouble_of(
        seat_.account, alert::IncidentKind::quota, "quota/address",
        "【系统·暂停读取】微博暂时拒绝本机的所有请求，到整点再试（@" + seat_.account.text() + "）");
    closed.reasons.push_back(
        {"weibo-api 7", "", "10022：本机地址这个小时的次数用完了，可能有别的程序也在用"});
    bool const holds = tokens_.address_closed();
    co_await tell(tenure, std::move(closed), holds);
}

net::Task<void> Watch::tell_tokens(store::Tenure tenure) {
    auto const now = world_.clock.now();
    auto const who = "@" + seat_.account.text();
    auto const dead =
        std::ranges::count_if(tokens_.all(), [](Token const& token) { return !token.dead.empty(); });
    bool const none_left = dead == std::ssize(tokens_.all());
    auto const tokens = tokens_.all();
    for (auto const& token : tokens) {
        auto const remedy = "在装有 replywatch 的机器上运行：replywatch login " + seat_.account.text();
        bool const lives = token.dead.empty();
        auto over =
            trouble_of(seat_.account, alert::IncidentKind::token, "token/" + token.name,
                       "【系统·令牌失效】" + who + " 的令牌 " + token.name + " 不能用了，需要重新授权");
        over.level = none_left ? Level::red : Level::orange;
        over.about = remedy;
        over.reasons.push_back({"weibo-api 6.3", "", token.dead});
        co_await tell(tenure, std::move(over), !lives);

        auto const left = token.expires_at ? *token.expires_at - now : 365 * 24h;
        auto ends = trouble_of(seat_.account, alert::IncidentKind::token, "token-ends/" + token.name,
                               "【系统·令牌快到期】" + who + " 的令牌 " + token.name + " 还有 " +
                                   in_days(left) + " 到期，请重新授权");
        ends.level = level_of_end(left);
        ends.about = remedy;
        ends.reasons.push_back({"weibo-api 2.2", "", "到期后读不到任何消息"});
        bool const soon = lives && ends.level != Level::none;
        co_await tell(tenure, std::move(ends), soon);

        auto spent =
            trouble_of(seat_.account, alert::IncidentKind::quota, "quota/" + token.name,
                       "【系统·额度用完】微博拒绝了令牌 " + token.name + "（" + who + "），到整点再试");
        spent.level = Level::yellow;
        bool const closed =
            token.balance && token.balance->closed_until && *token.balance->closed_until > now;
        if (closed)
            spent.about =
                "停到 " + beijing_clock(*token.balance->closed_until) + "；可能有别的程序在用同一个令牌";
        spent.reasons.push_back({"weibo-api 7", "", "别处也在用这个额度"});
        co_await tell(tenure, std::move(spent), closed);
    }
}

net::Task<void> Watch::tell_list(store::Tenure tenure, std::string name) {
    auto const now = world_.clock.now();
    auto const who = "@" + seat_.account.text();
    auto const& sight = seat_.sights[name];
    auto const seen_at = sight.seen_at.value_or(started_at_);
    auto blind = trouble_of(seat_.account, alert::IncidentKind::blind, "blind/" + name,
                            "【系统·看不见了】“" + in_chinese(name) + "”已 " + in_words(now - seen_at) +
                                "没取到数据（" + who + "）。这段时间的超时可能不准，请人工看一眼微博。");
    blind.reasons.push_back({"K30", "", "最后一次成功读取是 " + beijing_clock(seen_at)});
    if (!sight.trouble.empty()) blind.reasons.push_back({"K30", "", sight.trouble});
    bool const is_blind = sight.blind && sight.covered;
    bool const is_closed = !sight.covered;
    auto closed = trouble_of(seat_.account, alert::IncidentKind::coverage, "coverage/" + name,
                             "【系统·没有权限】“" + in_chinese(name) + "”不对本应用开放（" + who + "）");
    closed.level = Level::yellow;
    closed.reasons.push_back({"weibo-api 6.3", "", sight.trouble});
    co_await tell(tenure, std::move(blind), is_blind);
    co_await tell(tenure, std::move(closed), is_closed);
}

/// Tells the desk when a trouble begins, when it gets graver and when it ends; after a start each is told
/// once more, which changes nothing.
net::Task<void> Watch::tell(store::Tenure tenure, alert::Trouble trouble, bool holds) {
    auto const key = trouble.key;
    looked_into_.insert(key);
    auto const level = holds ? trouble.level : Level::none;
    auto const known = told_.find(key);
    if (known != told_.end() && known->second == level) co_return;
    auto const end = std::string{"恢复正常"};
    auto told = Result<void>{};
    if (holds) {
        told = co_await seat_.desk.report(tenure, std::move(trouble));
    } else {
        told = co_await seat_.desk.relieve(tenure, key, end);
    }
    if (told) told_[key] = level;
}

}  // namespace rw::app
