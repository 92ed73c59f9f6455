// The writing half: pages into the inbox, and the atomic step.
#include "store/redis_ledger.hpp"

#include "core/log.hpp"
#include "store/records.hpp"
#include "store/scripts.hpp"

#include <algorithm>
#include <cstdio>
#include <set>

namespace rw::store {
namespace {

constexpr Span seen_for = 8 * 24h;
constexpr int most_parcels = 2000;

std::string score_text(double score) {
    char out[32];
    auto const size = std::snprintf(out, sizeof out, "%.0f", score);
    return {out, static_cast<std::size_t>(size)};
}

std::string score_of(std::optional<TimePoint> when) {
    return when ? std::to_string(to_millis(*when)) : "";
}

/// An edited post is known by its edit as well: its new words are news (K16).
std::string seen_as(Utterance const& item) {
    return item.edited_at ? item.id.text() + "e" + std::to_string(to_millis(*item.edited_at))
                          : item.id.text();
}

using Arguments = std::vector<std::string>;

void put(Arguments& out, ConversationChange const& change) {
    auto const& [talk, version] = change.now;
    out.push_back(talk.id.text());
    out.push_back(version_bytes(version));
    out.push_back(seal(version + 1, pack(talk)));
    out.push_back(change.due_at ? score_text(queue_score(change.level, *change.due_at)) : "");
    out.push_back(change.due_at ? "" : score_of(change.touched_at));
    out.push_back(score_of(change.timer));
    out.push_back(talk.post.text() + "/" + talk.id.text());
    out.push_back(change.due_at ? score_of(change.since) : "");
    out.push_back(change.warned ? score_of(change.due_at) : "");
    out.push_back(score_of(change.promise));
}

void put(Arguments& out, Versioned<alert::Incident> const& changed) {
    auto const& [incident, version] = changed;
    bool const over = incident.state == alert::IncidentState::resolved;
    out.push_back(incident.id.text());
    out.push_back(version_bytes(version));
    out.push_back(seal(version + 1, pack(incident)));
    out.push_back(incident.key);
    out.push_back(over ? "" : score_text(queue_score(incident.level, incident.opened_at)));
    out.push_back(over ? score_of(incident.resolved_at) : "");
    out.push_back(score_of(incident.next_step_at));
    bool const acked = incident.state == alert::IncidentState::acked;
    out.push_back(acked ? score_text(queue_score(incident.level, incident.opened_at)) : "");
}

void put(Arguments& out, alert::Notice const& notice) {
    using alert::NoticeState;
    bool const waits = notice.state == NoticeState::pending || notice.state == NoticeState::retry;
    out.push_back(notice.id.text());
    out.push_back(seal(1, pack(notice)));
    out.push_back(waits                                  ? "outbox"
                  : notice.state == NoticeState::sending ? "sending"
                  : notice.state == NoticeState::dead    ? "dead"
                                                         : "");
    out.push_back(score_of(notice.due));
}

template <class Range>
void put_all(Arguments& out, Range const& range) {
    out.push_back(std::to_string(range.size()));
    for (auto const& one : range)
        put(out, one);
}

/// What people would see otherwise after this step, each id once.
Arguments changed_by(Step const& step) {
    std::set<std::pair<std::string, std::string>> all;
    for (auto const& change : step.conversations)
        all.emplace("c", change.now.value.id.text());
    for (auto const& incident : step.incidents)
        all.emplace("i", incident.value.id.text());
    for (auto const& notice : step.notices) {
        if (!notice.incident.empty()) all.emplace("i", notice.incident.text());
    }
    Arguments out;
    out.push_back(std::to_string(all.size()));
    for (auto const& [what, id] : all) {
        out.push_back(what);
        out.push_back(id);
    }
    return out;
}

Result<Accepted> accepted_of(Reply const& reply) {
    auto const& counts = reply.items();
    if (counts.size() < 2) return Failure{Fault::refused, "redis accept: an answer of another form"};
    Accepted accepted;
    accepted.fresh = static_cast<int>(counts[0].integer());
    accepted.known = static_cast<int>(counts[1].integer());
    for (std::size_t i = 2; i < counts.size(); ++i) {
        if (auto const id = WeiboId::parse(counts[i].text())) accepted.fresh_ids.push_back(*id);
    }
    return accepted;
}

}  // namespace

double queue_score(care::Level level, TimePoint when) {
    return (static_cast<double>(care::Level::red) - static_cast<double>(level)) * score_width +
           static_cast<double>(to_millis(when));
}

/// What both ways into the inbox end with: how long ids are known, and the items by the sets they are known
/// in.
void RedisLedger::put_items(AccountId const& account, std::vector<Utterance> const& items,
                            std::vector<std::string>& keys, std::vector<std::string>& arguments) const {
    std::map<std::string, std::vector<Utterance const*>> by_set;
    for (auto const& item : items)
        by_set[keys_.seen(account, item.id)].push_back(&item);
    arguments.push_back(std::to_string(Span{seen_for}.count()));
    arguments.push_back(std::to_string(most_parcels));
    for (auto const& [set, members] : by_set) {
        keys.push_back(set);
        arguments.push_back(std::to_string(members.size()));
        for (auto const* item : members) {
            arguments.push_back(seen_as(*item));
            arguments.push_back(pack(*item));
        }
    }
}

net::Task<Result<Accepted>> RedisLedger::accept(Tenure tenure, ListPage page) {
    std::vector<std::string> keys;
    keys.push_back(keys_.fence(tenure.account));
    keys.push_back(keys_.inbox(tenure.account));
    keys.push_back(keys_.lists(tenure.account));
    Arguments arguments;
    arguments.push_back(std::to_string(tenure.fence));
    arguments.push_back(page.list);
    arguments.push_back(page.cursor);
    arguments.push_back(page.complete ? score_of(page.read_at) : "");
    put_items(tenure.account, page.items, keys, arguments);
    // Sent again it finds its items seen: nothing is lost or doubled, only the counts of the first run are.
    auto const again = Redis::Again::if_idempotent;
    auto const reply = co_await redis_.run(scripts::accept, std::move(keys), std::move(arguments), again);
    if (!reply) co_return reply.error();
    co_return accepted_of(*reply);
}

net::Task<Result<Accepted>> RedisLedger::deliver(AccountId account, std::vector<Utterance> items) {
    std::vector<std::string> keys;
    keys.push_back(keys_.inbox(account));
    Arguments arguments;
    put_items(account, items, keys, arguments);
    auto const again = Redis::Again::if_idempotent;
    auto const reply = co_await redis_.run(scripts::deliver, std::move(keys), std::move(arguments), again);
    if (!reply) co_return reply.error();
    co_return accepted_of(*reply);
}

net::Task<Result<void>> RedisLedger::forget_lists(AccountId account, std::vector<std::string> lists) {
    if (lists.empty()) co_return Result<void>{};
    Command forget{"HDEL"};
    forget.add(keys_.lists(account));
    for (auto const& list : lists)
        forget.add(list).add(list + "@");
    auto const done = co_await redis_.run(std::move(forget), Redis::Again::if_idempotent);
    if (!done) co_return done.error();
    co_return Result<void>{};
}

/// Written as a whole: lists that are gone take their lessons along.
net::Task<Result<void>> RedisLedger::save_lessons(AccountId account,
                                                  std::map<std::string, std::string> lessons) {
    auto const key = keys_.lessons(account);
    Command drop{"DEL"};
    drop.add(key);
    auto const dropped = co_await redis_.run(std::move(drop), Redis::Again::if_idempotent);
    if (!dropped) co_return dropped.error();
    if (lessons.empty()) co_return Result<void>{};
    Command set{"HSET"};
    set.add(key);
    for (auto const& [list, packed] : lessons)
        set.add(list).add(packed);
    auto const done = co_await redis_.run(std::move(set), Redis::Again::if_idempotent);
    if (!done) co_return done.error();
    co_return Result<void>{};
}

net::Task<Result<void>> RedisLedger::commit(Tenure tenure, Step step) {
    auto const& a = tenure.account;
    std::vector<std::string> keys;
    keys.push_back(keys_.fence(a));
    keys.push_back(keys_.conversations(a));
    keys.push_back(keys_.queue(a));
    keys.push_back(keys_.settled(a));
    keys.push_back(keys_.timers(a));
    keys.push_back(keys_.incidents(a));
    keys.push_back(keys_.incident_keys(a));
    keys.push_back(keys_.open_incidents(a));
    keys.push_back(keys_.past_incidents(a));
    keys.push_back(keys_.notices(a));
    keys.push_back(keys_.outbox(a));
    keys.push_back(keys_.sending(a));
    keys.push_back(keys_.dead(a));
    keys.push_back(keys_.inbox(a));
    keys.push_back(keys_.counters(a));
    keys.push_back(keys_.under(a));
    keys.push_back(keys_.since(a));
    keys.push_back(keys_.warned(a));
    keys.push_back(keys_.promises(a));
    keys.push_back(keys_.acked_incidents(a));
    keys.push_back(keys_.changes(a));
    Arguments arguments;
    arguments.reserve(16 + step.conversations.size() * 12 + step.incidents.size() * 10 +
                      step.notices.size() * 4);
    arguments.push_back(std::to_string(tenure.fence));
    put_all(arguments, step.conversations);
    put_all(arguments, step.incidents);
    put_all(arguments, step.notices);
    arguments.push_back(std::to_string(step.consumed.size()));
    arguments.insert(arguments.end(), step.consumed.begin(), step.consumed.end());
    arguments.push_back(std::to_string(step.counts.size()));
    for (auto const& [field, by] : step.counts) {
        arguments.push_back(field);
        arguments.push_back(std::to_string(by));
    }
    auto const changed = changed_by(step);
    arguments.insert(arguments.end(), changed.begin(), changed.end());
    // Sent twice it would count twice, or meet its own versions as a conflict: the caller reads again and
    // decides.
    auto const again = Redis::Again::never;
    auto const reply = co_await redis_.run(scripts::commit, std::move(keys), std::move(arguments), again);
    if (reply) co_return Result<void>{};
    bool const unknown = reply.error().kind == Fault::unknown_outcome;
    co_return unknown ? Failure{Fault::conflict, reply.error().doing} : reply.error();
}

net::Task<Result<void>> RedisLedger::swap_budget(ChannelId robot, std::string from, std::string to) {
    std::vector<std::string> keys(1, keys_.budget(robot));
    std::vector<std::string> arguments(1, std::move(from));
    arguments.push_back(std::move(to));
    // Sent twice it meets what it has kept itself, and is done.
    auto const again = Redis::Again::if_idempotent;
    auto const done = co_await redis_.run(scripts::swap, std::move(keys), std::move(arguments), again);
    if (!done) co_return done.error();
    co_return Result<void>{};
}

net::Task<Result<int>> RedisLedger::forget(Tenure tenure, TimePoint before, std::size_t limit) {
    auto const& a = tenure.account;
    Command find{"ZRANGEBYSCORE"};
    find.add(keys_.past_incidents(a)).add("-inf").add(to_millis(before)).add("LIMIT").add(0);
    find.add(static_cast<std::int64_t>(limit));
    auto const old = co_await redis_.run(std::move(find), Redis::Again::if_idempotent);
    if (!old) co_return old.error();
    std::vector<IncidentId> ids;
    for (auto const& id : old->items())
        ids.emplace_back(id.text());
    Arguments notices;
    if (!ids.empty()) {
        auto const loaded = co_await incidents(a, ids);
        if (!loaded) co_return loaded.error();
        for (auto const& incident : *loaded) {
            for (auto const& id : incident.value.notices)
                notices.push_back(id.text());
        }
    }
    std::vector<std::string> keys;
    keys.push_back(keys_.fence(a));
    keys.push_back(keys_.conversations(a));
    keys.push_back(keys_.settled(a));
    keys.push_back(keys_.incidents(a));
    keys.push_back(keys_.past_incidents(a));
    keys.push_back(keys_.notices(a));
    keys.push_back(keys_.dead(a));
    keys.push_back(keys_.promises(a));
    Arguments arguments;
    arguments.push_back(std::to_string(tenure.fence));
    arguments.push_back(std::to_string(to_millis(before)));
    arguments.push_back(std::to_string(limit));
    arguments.push_back(std::to_string(ids.size()));
    for (auto const& id : ids)
        arguments.push_back(id.text());
    arguments.insert(arguments.end(), notices.begin(), notices.end());
    auto const again = Redis::Again::if_idempotent;
    auto const reply = co_await redis_.run(scripts::forget, std::move(keys), std::move(arguments), again);
    if (!reply) co_return reply.error();
    co_return static_cast<int>(reply->integer());
}

}  // namespace rw::store
