// What of a conversation must be the same, in whatever order its facts became known; as one number.
#include "care/book.hpp"
#include "core/hash.hpp"

#include <type_traits>

namespace rw::care {
namespace {

/// Everything one after another, so that nothing that differs looks alike.
class Account {
public:
    std::uint64_t hash() const { return fnv1a(text_); }

    Account& operator<<(std::string_view text) {
        text_ += text;
        text_ += '\0';
        return *this;
    }
    template <class T>
        requires std::is_arithmetic_v<T>
    Account& operator<<(T number) {
        return *this << std::string_view{std::to_string(number)};
    }
    template <class T>
        requires std::is_enum_v<T>
    Account& operator<<(T value) {
        return *this << static_cast<int>(value);
    }
    Account& operator<<(TimePoint when) { return *this << to_millis(when); }
    Account& operator<<(Span span) { return *this << span.count(); }
    template <class Kind>
    Account& operator<<(Number<Kind> id) {
        return *this << id.value();
    }
    template <class T>
    Account& operator<<(std::optional<T> const& maybe) {
        return maybe ? *this << *maybe : *this << "-";
    }
    Account& operator<<(tone::FanVerdict const& verdict) {
        *this << verdict.risk << verdict.needs_reply;
        for (auto const& reason : verdict.reasons)
            *this << reason.label << reason.rule << reason.start << reason.end;
        return *this;
    }

    void add(Asked const& e) { *this << e.id << e.kind << e.seen_at << e.text << e.verdict << e.history; }
    void add(Edited const& e) { *this << e.id << e.seen_at << e.text << e.verdict; }
    void add(Replied const& e) {
        *this << e.id << e.by << e.seen_at << e.text << e.how << e.automatic << e.signed_by << e.on_duty
              << e.promises;
    }
    void add(Claimed const& e) { *this << e.by << e.given_by << e.until; }
    void add(Closed const& e) { *this << e.by << e.outcome; }
    void add(Paused const& e) { *this << e.by << e.until << e.reason; }
    void add(Covered const& e) { *this << e.by << e.statement; }
    void add(Reclassified const& e) { *this << e.by << e.id << e.label; }
    void add(Rejudged const& e) { *this << e.by << e.id << e.label; }
    void add(Spread const& e) { *this << e.id << e.likes << e.reposts; }
    void add(Unknown const& e) { *this << e.kind << e.bytes; }
    template <class Fact>
    void add(Fact const& e) {
        if constexpr (requires { e.id; }) {
            *this << e.id;
        } else {
            *this << e.by;
        }
    }

private:
    std::string text_;
};

void add(Account& account, Event const& event) {
    if (std::holds_alternative<Passed>(event.what) || std::holds_alternative<Settled>(event.what)) return;
    account << event.at << static_cast<int>(event.what.index());
    std::visit(
        [&]<class Fact>(Fact const& fact) {
            if constexpr (!std::is_same_v<Fact, Passed> && !std::is_same_v<Fact, Settled>) account.add(fact);
        },
        event.what);
}

void add(Account& account, Standing const& s) {
    account << s.state << s.waiting_since << s.waiting_for << s.last_asked << s.kind << s.set_by << s.verdict
            << s.text << s.tier << s.seen_at << s.deadlines.floor_at << s.deadlines.warn_at
            << s.deadlines.due_at << s.deadlines.aged_at << s.deadlines.expires_at << s.messages << s.prods
            << s.claimed_by << s.assigned_by << s.claimed_until << s.paused_until << s.paused_by
            << s.pause_reason << s.moved_to_private << s.probably_answered << s.edited_after_answer
            << s.outcome << s.statement << s.answered_at << s.answered_by << s.author.by << s.author.name
            << s.early << s.last_wait;
    for (auto const id : s.quick)
        account << id;
    for (auto const& promise : s.promises)
        account << promise.reply << promise.due_at << promise.kept_at;
}

}  // namespace

std::uint64_t digest(Conversation const& talk, Standing const& standing) {
    Account account;
    account << talk.id.text() << talk.root << talk.root_author << talk.post << talk.kind << talk.fan.uid
            << talk.fan.name << talk.fan.followers << talk.fan.verified_type << talk.dropped;
    for (auto const& event : talk.events)
        add(account, event);
    add(account, standing);
    return account.hash();
}

}  // namespace rw::care
