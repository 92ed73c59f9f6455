// Every key in Redis. All keys of an account share its hash tag `{account}`, so one script may touch them
// together, on a cluster too.
#pragma once

#include "core/id.hpp"
#include "core/time.hpp"

#include <string>

namespace rw::store {

class Keys {
public:
    explicit Keys(std::string prefix) : prefix_{std::move(prefix)} {}

    std::string schema() const { return prefix_ + ":schema"; }  ///< string: number of the stored form

    // Who may write.
    std::string lease(AccountId const& a) const { return of(a, "lease"); }  ///< string with expiry: holder
    std::string fence(AccountId const& a) const {
        return of(a, "fence");
    }  ///< string: fencing number of the holder

    // The left seam.
    std::string inbox(AccountId const& a) const {
        return of(a, "inbox");
    }  ///< stream: a page's new items an entry
    std::string lists(AccountId const& a) const {
        return of(a, "lists");
    }  ///< hash: list -> cursor, list@ -> read at
    std::string lessons(AccountId const& a) const {
        return of(a, "lessons");
    }  ///< hash: list -> learnt rates
    /// set of item ids (of edited posts with `e` and the time) that have been in the inbox, one for about 68
    /// minutes of id time; expires. Ids from 2^60 on are of private messages, with seconds in their upper
    /// half: one set for about 36 hours of them.
    std::string seen(AccountId const& a, WeiboId id) const {
        bool const message = id.value() >= std::int64_t{1} << 60;
        return of(a, message ? "seen:m" + std::to_string(id.value() >> 49)
                             : "seen:" + std::to_string(id.value() >> 34));
    }
    std::string hints(AccountId const& a) const {
        return of(a, "hints");
    }  ///< zset: `status:ID`, `comment:ID` of mentions to be fetched, by when they came
    /// string with expiry: digest of what came under this nonce of the fan service
    std::string nonce(AccountId const& a, std::string const& nonce) const { return of(a, "nonce:" + nonce); }

    // Conversations.
    std::string conversations(AccountId const& a) const {
        return of(a, "conv");
    }  ///< hash: id -> sealed record
    std::string queue(AccountId const& a) const {
        return of(a, "queue");
    }  ///< zset: waiting ones by level and ceiling
    std::string settled(AccountId const& a) const {
        return of(a, "settled");
    }  ///< zset: the others by last touch
    std::string under(AccountId const& a) const {
        return of(a, "under");
    }  ///< zset without scores: `POST/id` of those that wait, to find them by their post

    std::string since(AccountId const& a) const {
        return of(a, "since");
    }  ///< zset: waiting ones by since when
    std::string warned(AccountId const& a) const {
        return of(a, "warned");
    }  ///< zset: warned ones by ceiling
    std::string promises(AccountId const& a) const {
        return of(a, "promises");
    }  ///< zset: those with a promise that is not kept, by the first one's time
    std::string changes(AccountId const& a) const {
        return of(a, "changes");
    }  ///< stream: `c` id or `i` id of what each of the last steps has changed

    // Incidents and the outbox.
    std::string incidents(AccountId const& a) const { return of(a, "inc"); }  ///< hash: id -> sealed record
    std::string incident_keys(AccountId const& a) const {
        return of(a, "inckey");
    }  ///< hash: key -> id, not resolved
    std::string open_incidents(AccountId const& a) const {
        return of(a, "incopen");
    }  ///< zset by level and opening
    std::string acked_incidents(AccountId const& a) const {
        return of(a, "incacked");
    }  ///< zset: those of the open ones that somebody has taken on, likewise
    std::string past_incidents(AccountId const& a) const { return of(a, "incpast"); }  ///< zset by end
    std::string notices(AccountId const& a) const { return of(a, "notices"); }  ///< hash: id -> sealed record
    std::string outbox(AccountId const& a) const {
        return of(a, "outbox");
    }  ///< zset: to be sent, by due time
    std::string sending(AccountId const& a) const { return of(a, "sending"); }  ///< set: handed to a channel
    std::string dead(AccountId const& a) const { return of(a, "dead"); }        ///< zset: given up, by time

    /// zset: next deadline of conversations (`c` + id) and next step of incidents (`i` + id)
    std::string timers(AccountId const& a) const { return of(a, "timers"); }
    std::string counters(AccountId const& a) const { return of(a, "count"); }  ///< hash: lifetime counters

    /// string: what a channel has sent lately (its own slot: channels are not an account's)
    std::string budget(ChannelId const& c) const { return prefix_ + ":{" + c.text() + "}:budget"; }
    /// hash: one thing that all daemons share (cabinet.hpp)
    std::string drawer(std::string_view name) const { return prefix_ + ":{cabinet}:" + std::string{name}; }
    std::string trail() const {
        return prefix_ + ":{trail}:log";
    }  ///< stream: who has changed what (trail.hpp)
    /// hash: what each payer has spent in each window (redis_quota_ledger.hpp); one slot for all payers, so
    /// that a call can be counted for several at once
    std::string quota_spent() const { return prefix_ + ":{quota}:spent"; }
    std::string quota_ends() const { return prefix_ + ":{quota}:spent-ends"; }  ///< zset: its fields, by end

private:
    std::string of(AccountId const& account, std::string_view what) const {
        std::string key;
        key.reserve(prefix_.size() + account.text().size() + what.size() + 4);
        return key.append(prefix_).append(":{").append(account.text()).append("}:").append(what);
    }

    std::string prefix_;
};

}  // namespace rw::store
