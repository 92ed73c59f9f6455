// The reading half of the ledger in Redis.
#include "core/log.hpp"
#include "store/records.hpp"
#include "store/redis_ledger.hpp"

#include <charconv>

namespace rw::store {
namespace {

constexpr auto idempotent = Redis::Again::if_idempotent;

template <class Kind>
std::vector<std::string> texts(std::vector<Id<Kind>> const& ids) {
    std::vector<std::string> out;
    for (auto const& id : ids)
        out.push_back(id.text());
    return out;
}

/// A record that cannot be read is reported, and treated as absent: the rest of the ledger goes on.
void report_broken(std::string_view what, std::string const& id) {
    log::error("record.broken", {{"what", what}, {"id", id}});
}

Versioned<care::Conversation> conversation_of(std::string const& id, Reply const& reply) {
    if (reply.is_nil()) return {};
    auto const sealed = unseal(reply.text());
    auto talk = sealed ? unpack_conversation(ConversationId{id}, sealed->bytes) : std::nullopt;
    if (talk) return {*std::move(talk), sealed->version};
    report_broken("conversation", id);
    return {};
}

Versioned<alert::Incident> incident_of(std::string const& id, Reply const& reply) {
    if (reply.is_nil()) return {};
    auto const sealed = unseal(reply.text());
    auto incident = sealed ? unpack_incident(IncidentId{id}, sealed->bytes) : std::nullopt;
    if (incident) return {*std::move(incident), sealed->version};
    report_broken("incident", id);
    return {};
}

std::optional<double> number_of(std::string_view text) {
    double value = 0;
    auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    return value;
}

std::optional<TimePoint> instant_of(std::string_view text) {
    auto const millis = number_of(text);
    if (!millis) return std::nullopt;
    return from_millis(static_cast<std::int64_t>(*millis));
}

}  // namespace

net::Task<Result<Reply>> RedisLedger::fields(std::string key, std::vector<std::string> names) {
    Command get{"HMGET"};
    get.add(key).add_all(names);
    auto reply = co_await redis_.run(std::move(get), idempotent);
    co_return reply;
}

net::Task<Result<std::vector<Parcel>>> RedisLedger::pending(AccountId account, std::size_t items) {
    Command range{"XRANGE"};
    range.add(keys_.inbox(account)).add("-").add("+").add("COUNT").add(8);
    auto const reply = co_await redis_.run(std::move(range), idempotent);
    if (!reply) co_return reply.error();
    std::vector<Parcel> parcels;
    std::size_t taken = 0;
    for (auto const& entry : reply->items()) {
        if (entry.items().size() != 2 || taken >= items) break;
        Parcel parcel{entry.items()[0].text(), {}};
        auto const& pairs = entry.items()[1].items();
        for (std::size_t i = 1; i < pairs.size(); i += 2) {
            auto item = unpack_utterance(pairs[i].text());
            if (item) {
                parcel.items.push_back(*std::move(item));
            } else {
                report_broken("utterance", parcel.id);
            }
        }
        taken += parcel.items.size();
        parcels.push_back(std::move(parcel));
    }
    co_return parcels;
}

net::Task<Result<std::map<std::string, ListState>>> RedisLedger::lists(AccountId account) {
    Command all{"HGETALL"};
    all.add(keys_.lists(account));
    auto const reply = co_await redis_.run(std::move(all), idempotent);
    if (!reply) co_return reply.error();
    std::map<std::string, ListState> lists;
    auto const& pairs = reply->items();
    for (std::size_t i = 0; i + 1 < pairs.size(); i += 2) {
        auto const& name = pairs[i].text();
        if (name.ends_with('@')) {
            lists[name.substr(0, name.size() - 1)].read_at = instant_of(pairs[i + 1].text());
        } else {
            lists[name].cursor = pairs[i + 1].text();
        }
    }
    co_return lists;
}

net::Task<Result<std::map<std::string, std::string>>> RedisLedger::load_lessons(AccountId account) {
    Command all{"HGETALL"};
    all.add(keys_.lessons(account));
    auto const reply = co_await redis_.run(std::move(all), idempotent);
    if (!reply) co_return reply.error();
    std::map<std::string, std::string> lessons;
    auto const& pairs = reply->items();
    for (std::size_t i = 0; i + 1 < pairs.size(); i += 2)
        lessons[pairs[i].text()] = pairs[i + 1].text();
    co_return lessons;
}

net::Task<Result<std::vector<Versioned<care::Conversation>>>> RedisLedger::conversations(
    AccountId account, std::vector<ConversationId> ids) {
    std::vector<Versioned<care::Conversation>> out;
    if (ids.empty()) co_return out;
    auto names = texts(ids);
    auto const reply = co_await fields(keys_.conversations(account), names);
    if (!reply) co_return reply.error();
    for (std::size_t i = 0; i < reply->items().size(); ++i)
        out.push_back(conversation_of(names[i], reply->items()[i]));
    co_return out;
}

net::Task<Result<std::vector<ConversationId>>> RedisLedger::waiting_under(AccountId account,
                                                                          std::vector<WeiboId> roots) {
    std::vector<ConversationId> ids;
    for (auto const root : roots) {
        Command range{"ZRANGEBYLEX"};
        range.add(keys_.under(account))
            .add("[" + root.text() + "/")
            .add("(" + root.text() + "0");  // `0` follows `/`
        range.add("LIMIT").add(0).add(static_cast<std::int64_t>(most_under_a_post));
        auto const reply = co_await redis_.run(std::move(range), idempotent);
        if (!reply) co_return reply.error();
        for (auto const& member : reply->items())
            ids.emplace_back(member.text().substr(root.text().size() + 1));
    }
    co_return ids;
}

net::Task<Result<std::vector<Versioned<alert::Incident>>>> RedisLedger::incidents(
    AccountId account, std::vector<IncidentId> ids) {
    std::vector<Versioned<alert::Incident>> out;
    if (ids.empty()) co_return out;
    auto names = texts(ids);
    auto const reply = co_await fields(keys_.incidents(account), names);
    if (!reply) co_return reply.error();
    for (std::size_t i = 0; i < reply->items().size(); ++i)
        out.push_back(incident_of(names[i], reply->items()[i]));
    co_return out;
}

net::Task<Result<std::vector<Versioned<alert::Incident>>>> RedisLedger::open_incidents(
    AccountId account, std::vector<std::string> keys) {
    std::vector<Versioned<alert::Incident>> out(keys.size());
    if (keys.empty()) co_return out;
    auto const found = co_await fields(keys_.incident_keys(account), std::move(keys));
    if (!found) co_return found.error();
    std::vector<IncidentId> ids;
    std::vector<std::size_t> seats;
    for (std::size_t i = 0; i < found->items().size(); ++i) {
        if (found->items()[i].is_nil()) continue;
        ids.emplace_back(found->items()[i].text());
        seats.push_back(i);
    }
    auto loaded = co_await incidents(std::move(account), std::move(ids));
    if (!loaded) co_return loaded.error();
    for (std::size_t i = 0; i < seats.size(); ++i)
        out[seats[i]] = std::move((*loaded)[i]);
    co_return out;
}

net::Task<Result<Due>> RedisLedger::due(AccountId account, TimePoint now, std::size_t limit) {
    Command range{"ZRANGE"};
    range.add(keys_.timers(account)).add(0).add(static_cast<std::int64_t>(limit)).add("WITHSCORES");
    auto const reply = co_await redis_.run(std::move(range), idempotent);
    if (!reply) co_return reply.error();
    Due due;
    auto const& pairs = reply->items();
    for (std::size_t i = 0; i + 1 < pairs.size(); i += 2) {
        auto const when = instant_of(pairs[i + 1].text()).value_or(now);
        if (when > now) {
            due.next = when;
            break;
        }
        auto const& name = pairs[i].text();
        if (name.starts_with('c')) due.conversations.emplace_back(name.substr(1));
        if (name.starts_with('i')) due.incidents.emplace_back(name.substr(1));
    }
    co_return due;
}

net::Task<Result<std::vector<alert::Notice>>> RedisLedger::notices(AccountId account,
                                                                   std::vector<NoticeId> ids) {
    std::vector<alert::Notice> out;
    if (ids.empty()) co_return out;
    auto const names = texts(ids);
    auto const reply = co_await fields(keys_.notices(account), names);
    if (!reply) co_return reply.error();
    for (std::size_t i = 0; i < reply->items().size(); ++i) {
        if (reply->items()[i].is_nil()) continue;
        auto const sealed = unseal(reply->items()[i].text());
        auto notice = sealed ? unpack_notice(ids[i], sealed->bytes) : std::nullopt;
        if (notice) {
            out.push_back(*std::move(notice));
        } else {
            report_broken("notice", names[i]);
        }
    }
    co_return out;
}

net::Task<Result<std::vector<alert::Notice>>> RedisLedger::due_notices(AccountId account, TimePoint now,
                                                                       std::size_t limit) {
    Command range{"ZRANGEBYSCORE"};
    range.add(keys_.outbox(account)).add("-inf").add(to_millis(now)).add("LIMIT").add(0);
    range.add(static_cast<std::int64_t>(limit));
    auto const due = co_await redis_.run(std::move(range), idempotent);
    if (!due) co_return due.error();
    Command left{"SMEMBERS"};
    left.add(keys_.sending(account));
    auto const sending = co_await redis_.run(std::move(left), idempotent);
    if (!sending) co_return sending.error();
    std::vector<NoticeId> ids;
    for (auto const& id : due->items())
        ids.emplace_back(id.text());
    for (auto const& id : sending->items())
        ids.emplace_back(id.text());
    auto loaded = co_await notices(std::move(account), std::move(ids));
    co_return loaded;
}

net::Task<Result<std::string>> RedisLedger::load_budget(ChannelId channel) {
    Command get{"GET"};
    get.add(keys_.budget(channel));
    auto const reply = co_await redis_.run(std::move(get), idempotent);
    if (!reply) co_return reply.error();
    co_return reply->text();
}

net::Task<Result<RedisLedger::Members>> RedisLedger::members(std::string key, Shelf shelf) {
    bool const waiting = shelf.which == Shelf::Which::waiting;
    Command range{waiting ? "ZRANGEBYSCORE" : "ZREVRANGEBYSCORE"};
    auto const separator = shelf.after.find(':');
    auto const begin = separator == std::string::npos ? "" : shelf.after.substr(0, separator);
    auto const after = separator == std::string::npos ? "" : shelf.after.substr(separator + 1);
    range.add(key).add(begin.empty() ? (waiting ? "-inf" : "+inf") : begin).add(waiting ? "+inf" : "-inf");
    constexpr std::int64_t ties = 64;  // members of the cursor's own score that may have to be skipped
    range.add("WITHSCORES").add("LIMIT").add(0).add(static_cast<std::int64_t>(shelf.limit) + ties);
    auto const reply = co_await redis_.run(std::move(range), idempotent);
    if (!reply) co_return reply.error();
    Members found;
    auto const& pairs = reply->items();
    for (std::size_t i = 0; i + 1 < pairs.size() && found.ids.size() < shelf.limit; i += 2) {
        auto const& id = pairs[i].text();
        auto const& score = pairs[i + 1].text();
        bool const shown_before = score == begin && (waiting ? id <= after : id >= after);
        if (shown_before) continue;
        found.ids.push_back(id);
        found.cursors.push_back(score + ":" + id);
    }
    co_return found;
}

net::Task<Result<Slice<care::Conversation>>> RedisLedger::conversations_on(AccountId account, Shelf shelf) {
    bool const waiting = shelf.which == Shelf::Which::waiting;
    auto key = waiting ? keys_.queue(account) : keys_.settled(account);
    auto const found = co_await members(std::move(key), std::move(shelf));
    if (!found) co_return found.error();
    std::vector<ConversationId> ids;
    for (auto const& id : found->ids)
        ids.emplace_back(id);
    auto loaded = co_await conversations(std::move(account), std::move(ids));
    if (!loaded) co_return loaded.error();
    Slice<care::Conversation> slice;
    for (std::size_t i = 0; i < loaded->size(); ++i) {
        if ((*loaded)[i].version == 0) continue;
        slice.items.push_back(std::move((*loaded)[i].value));
        slice.cursors.push_back(found->cursors[i]);
    }
    co_return slice;
}

net::Task<Result<Slice<alert::Incident>>> RedisLedger::incidents_on(AccountId account, Shelf shelf) {
    bool const waiting = shelf.which == Shelf::Which::waiting;
    auto key = waiting ? keys_.open_incidents(account) : keys_.past_incidents(account);
    auto const found = co_await members(std::move(key), std::move(shelf));
    if (!found) co_return found.error();
    std::vector<IncidentId> ids;
    for (auto const& id : found->ids)
        ids.emplace_back(id);
    auto loaded = co_await incidents(std::move(account), std::move(ids));
    if (!loaded) co_return loaded.error();
    Slice<alert::Incident> slice;
    for (std::size_t i = 0; i < loaded->size(); ++i) {
        if ((*loaded)[i].version == 0) continue;
        slice.items.push_back(std::move((*loaded)[i].value));
        slice.cursors.push_back(found->cursors[i]);
    }
    co_return slice;
}

}  // namespace rw::store
