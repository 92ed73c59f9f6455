// New rules are in force at once for all who wait (K24): after a reload, and after a restart with other
// rules.
#include "app/desk.hpp"
#include "core/log.hpp"

#include <algorithm>
#include <array>

namespace rw::app {
namespace {

constexpr std::size_t talks_a_step = 200;
constexpr std::size_t most_recalled = 2000;  // of a shelf: whoever takes over has work to do
// Not a list: by which rules everything was judged. Its number changes with what is indexed: everything that
// waits is then kept anew.
constexpr std::string_view policy_mark = "policy/2";

struct SaidTo {
    TimePoint at{};
    WeiboId reply;
    Uid fan;
    std::string text;
};

/// Open incidents take on another language as they take on other rules.
std::string mark_of(std::string const& policy, Language language) {
    return language == Language::chinese ? policy : policy + "/en";
}

/// Adds what the brand's people have said in it since then; whether anything has happened in it since.
bool add_own_words(std::vector<SaidTo>& said, care::Conversation const& talk, TimePoint since) {
    for (auto const& event : talk.events) {
        auto const* reply = std::get_if<care::Replied>(&event.what);
        bool const counts = reply && event.at >= since && reply->automatic == care::Automatic::no;
        if (counts && !talk.fan.uid.none()) said.push_back({event.at, reply->id, talk.fan.uid, reply->text});
    }
    return !talk.events.empty() && talk.events.back().at >= since;
}

}  // namespace

care::Policy policy_of(config::Config const& config, config::Account const& account) {
    care::Policy policy;
    policy.bands = config.bands;
    policy.calendar = account.calendar;
    policy.robots = account.auto_reply;
    policy.clients = account.clients;
    policy.style = account.style == config::Style::playful ? tone::Style::playful : tone::Style::plain;
    policy.judge = config.tone.judge;
    policy.leanings = account.leanings;
    for (auto const& vip : account.vips)
        policy.tiers[vip.uid] = vip.tier;
    return policy;
}

net::Task<Result<void>> Desk::judge_anew(store::Tenure tenure) {
    if (judged_under_ == mark_of(policy_id_, rules_.alerts.language)) co_return Result<void>{};
    auto const lists = co_await world_.inbox.lists(tenure.account);
    if (!lists) co_return lists.error();
    auto const wanted = mark_of(policy_id_, rules_.alerts.language);
    auto const mark = lists->find(std::string{policy_mark});
    if (mark == lists->end() || mark->second.cursor != wanted) {
        auto const waiting = co_await all_waiting(tenure.account);
        if (!waiting) co_return waiting.error();
        for (std::size_t from = 0; from < waiting->size(); from += talks_a_step) {
            auto const to = std::min(waiting->size(), from + talks_a_step);
            std::vector<ConversationId> ids{waiting->begin() + static_cast<std::ptrdiff_t>(from),
                                            waiting->begin() + static_cast<std::ptrdiff_t>(to)};
            auto talks = co_await world_.ledger.conversations(tenure.account, std::move(ids));
            if (!talks) co_return talks.error();
            std::erase_if(*talks, [](auto const& talk) { return talk.version == 0; });
            store::Step step;
            auto const done = co_await judge_and_commit(tenure, *std::move(talks), std::move(step));
            if (!done) co_return done.error();
        }
        store::ListPage page;
        page.list = policy_mark;
        page.cursor = wanted;
        page.read_at = world_.clock.now();
        auto const kept = co_await world_.inbox.accept(tenure, std::move(page));
        if (!kept) co_return kept.error();
        log::info("rules.in_force",
                  {{"account", tenure.account.text()}, {"policy", wanted}, {"judged", waiting->size()}});
    }
    judged_under_ = wanted;
    co_return Result<void>{};
}

net::Task<Result<void>> Desk::recall_day(AccountId account) {
    constexpr Span first_things = 10s;  // whoever takes over has more pressing work
    if (!began_) began_ = world_.clock.steady();
    if (day_recalled_ || world_.clock.steady() - *began_ < first_things) co_return Result<void>{};
    auto const since = world_.clock.now() - 24h;
    std::vector<SaidTo> said;
    static constexpr std::array shelves{store::Shelf::Which::waiting, store::Shelf::Which::settled};
    for (auto const which : shelves) {
        store::Shelf shelf{which, {}, talks_a_step};
        for (std::size_t read = 0; read < most_recalled; read += shelf.limit) {
            auto const slice = co_await world_.views.conversations_on(account, shelf);
            if (!slice) co_return slice.error();
            bool recent = which == store::Shelf::Which::waiting;
            for (auto const& talk : slice->items)
                recent = add_own_words(said, talk, since) || recent;
            for (auto const& talk : slice->items)
                std::ranges::for_each(care::voices_in(talk, rules_.policy.tone(), since, surges_),
                                      [&](care::Voice const& one) { surges_.take(one); });
            if (!recent || slice->items.size() < shelf.limit) break;
            shelf.after = slice->cursors.back();
        }
    }
    std::ranges::sort(said, {}, &SaidTo::at);
    for (auto const& one : said)
        canned_.place_of(one.reply, one.fan, one.text, one.at);
    auto const storms = co_await recall_storms(std::move(account));
    if (!storms) co_return storms;
    day_recalled_ = true;
    co_return Result<void>{};
}

/// By id, taken down first: judging them changes their order.
net::Task<Result<std::vector<ConversationId>>> Desk::all_waiting(AccountId account) {
    std::vector<ConversationId> ids;
    store::Shelf shelf;
    shelf.limit = talks_a_step;
    for (;;) {
        auto const slice = co_await world_.views.conversations_on(account, shelf);
        if (!slice) co_return slice.error();
        for (auto const& talk : slice->items)
            ids.push_back(talk.id);
        if (slice->items.size() < shelf.limit) co_return ids;
        shelf.after = slice->cursors.back();
    }
}

}  // namespace rw::app
