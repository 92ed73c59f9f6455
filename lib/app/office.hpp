// The accounts in our care, and who works for each.
#pragma once

#include "app/desk.hpp"
#include "care/pacer.hpp"
#include "config/config.hpp"
#include "store/lease.hpp"
#include "store/ledger.hpp"
#include "store/quota_ledger.hpp"

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace rw::app {

/// How well we see one list.
struct Sight {
    std::optional<TimePoint> read_at;  ///< last complete read
    std::optional<TimePoint>
        seen_at;          ///< the same, or when a trusted counter last said that nothing new is there
    Span every{0};        ///< between two readings, as this quota allows
    Span mean_delay{0};   ///< from visible to read, as this quota allows
    std::string trouble;  ///< why the last attempt failed; empty when it did not
    bool covered = true;  ///< false: not read at all, for lack of permission or of a reader
    bool blind = false;   ///< unread for longer than `blind_after`: an incident is open
};

/// How one token stands, without the token.
struct TokenSight {
    std::string name;
    std::string dead;  ///< why; empty while it lives
    std::optional<TimePoint> expires_at;
    std::optional<store::Balance> balance;
};

/// One account: its rules, its desk, and what we know of its lists.
struct Seat {
    Seat(Seat const&) = delete;
    Seat& operator=(Seat const&) = delete;
    AccountId account;
    std::vector<std::string> lists;
    Desk desk;
    store::Lease lease;
    std::map<std::string, Sight> sights;
    std::vector<TokenSight> tokens;
    std::vector<care::Plan> plan;       ///< of everything that is read, lists and posts
    std::vector<care::Budget> budgets;  ///< what the plan may spend
    double price = 0;                   ///< seconds of waiting that a call must save
    std::string holder;
    Span held_since{0};        ///< steady time at which this process took the account
    Span worked_at{0};         ///< steady time at which the desk has last looked at what is due
    bool audited_well = true;  ///< no step was late when it was last looked
    bool looked = false;       ///< the lists have been read since we hold the account: deadlines may be told
    net::Bell work;            ///< something lies in the inbox, or the rules have changed
    net::Bell look;            ///< a person wants something read now

    Seat(AccountId name, Desk d, store::Lease l)
        : account{std::move(name)}, desk{std::move(d)}, lease{std::move(l)} {}
    bool sees_all() const;
};

class Office {
public:
    explicit Office(store::Views& views, store::Ledger& ledger, store::NoticeStore& notices)
        : views_{views}, ledger_{ledger}, notices_{notices} {}

    std::vector<std::unique_ptr<Seat>>& seats() { return seats_; }
    Seat* find(std::string_view account);
    /// The tenures that are sure at the moment.
    std::vector<store::Tenure> tenures() const;

    struct FoundConversation {
        Seat* seat = nullptr;
        care::Conversation conversation;
    };
    struct FoundIncident {
        Seat* seat = nullptr;
        alert::Incident incident;
    };
    /// By id, or by the beginning of one when only one of those that wait has it. `gone` when there is none.
    net::Task<Result<FoundConversation>> conversation(std::string id);
    net::Task<Result<FoundIncident>> incident(std::string id);

    store::Views& views() { return views_; }
    store::NoticeStore& notices() { return notices_; }

private:
    store::Views& views_;
    store::Ledger& ledger_;
    store::NoticeStore& notices_;
    std::vector<std::unique_ptr<Seat>> seats_;
};

}  // namespace rw::app
