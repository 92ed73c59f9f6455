// Something the team must know until it is dealt with. One trouble is one incident, found again by its key.
#pragma once

#include "alert/policy.hpp"
#include "care/level.hpp"
#include "core/id.hpp"
#include "core/time.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rw::alert {

/// Contract 3. The order is stored: append only.
enum class IncidentKind : std::uint8_t {
    late,
    prebreach,
    fan_risk,
    misstep,
    surge,
    blind,
    token,
    quota,
    delivery,
    coverage,
    load,
    promise,
    daemon,
};
std::string_view to_text(IncidentKind kind);
std::optional<IncidentKind> parse_incident_kind(std::string_view text);

/// About fans, or about what the brand said; else about how well the house itself works.
bool is_about_people(IncidentKind kind);

enum class IncidentState : std::uint8_t { open, acked, resolved };
std::string_view to_text(IncidentState state);

/// How many may see it.
struct Exposure {
    std::int64_t followers = -1;  ///< of the fan, or of all fans of a storm; -1: not told
    int verified_type = -1;       ///< weibo-api 3.4; -1: nobody of note
    int voices = 0;               ///< others who said something under it
    int critical = 0;             ///< of them those who are against us
    std::int64_t likes = 0;       ///< of the best liked words against us, where Weibo tells them
    std::int64_t reposts = 0;     ///< of the words that were passed on most
    friend bool operator==(Exposure const&, Exposure const&) = default;
};

struct Reason {
    std::string rule;   ///< `K3`, `F02`, `complaint`
    std::string words;  ///< the words that set it, masked
    std::string why;    ///< in the team's language
    friend bool operator==(Reason const&, Reason const&) = default;
};

/// One line of an incident's history: who did what, when, why.
struct Entry {
    TimePoint at{};
    std::string what;   ///< opened, raised, updated, escalated, repeated, acknowledged, unacknowledged,
                        ///< ack_expired, resolved, reopened, held, released, note, notified, undelivered
    std::string actor;  ///< a person, `clock`, or a channel
    std::string text;
    friend bool operator==(Entry const&, Entry const&) = default;
};

/// Where the escalation stands. The policy is kept as it was when the incident opened.
struct Ladder {
    std::vector<Step> steps;
    int repeat = 0;
    Span repeat_interval{0};
    Span group_wait{0};
    std::string group;    ///< incidents of one group within group_wait share a notice
    int next = 0;         ///< index of the next step; from steps.size() on: repeats
    Span ack_timeout{0};  ///< an acknowledgement holds for so long; 0: for good
    friend bool operator==(Ladder const&, Ladder const&) = default;
};

struct Incident {
    IncidentId id;
    std::string key;  ///< `late/CONVERSATION`, `blind/mentions`: stable for the same trouble
    IncidentKind kind = IncidentKind::late;
    care::Level level = care::Level::yellow;
    IncidentState state = IncidentState::open;
    AccountId account;
    std::string title;                ///< the first line of every notice; tells all without the rest
    std::string subject;              ///< who: the fan's masked name, a list, a channel
    std::string quote;                ///< the fan's words, masked; may be empty
    std::string about;                ///< what to show below: waits, counts
    std::string url;                  ///< where it is on Weibo
    std::string class_name;           ///< for routes that match on class; may be empty
    std::string tier;                 ///< the fan's, likewise
    std::string list;                 ///< through which his words are read, likewise
    std::vector<std::string> labels;  ///< of the words that it is about, likewise
    Exposure exposure;
    std::vector<Reason> reasons;
    std::string advice;
    std::vector<ConversationId> conversations;
    WeiboId reply;  ///< of the brand, that it is about; none: it is about something else
    TimePoint opened_at{};
    std::optional<TimePoint> acked_at;
    std::string acked_by;
    std::optional<TimePoint> resolved_at;
    bool observed = true;    ///< false: it happened while we could not see (K30)
    bool announced = false;  ///< a notice was put out: only then is the end told too
    std::string held;        ///< why nobody is told at present; empty: nothing holds it back
    Ladder ladder;
    TimePoint climbing_since{};  ///< when this ladder began
    int tellings = 0;            ///< notices put out so far, all channels of one occasion counting once
    std::optional<TimePoint> next_step_at;
    std::vector<NoticeId> notices;  ///< its outbox entries, in the order they were made; at most 200
    std::vector<Entry> timeline;    ///< at most 100; the oldest but the first are let go

    friend bool operator==(Incident const&, Incident const&) = default;
};

/// Thirteen letters and digits that follow from account, key and opening: the same incident has the same id
/// everywhere.
IncidentId incident_id(AccountId const& account, std::string_view key, TimePoint opened_at);

/// One line on what to do first (A4, R-A4). Every kind has one; who waits is answered by his class, and a
/// lack in the house is mended by what is lacking, its first label.
std::string_view advice(IncidentKind kind, std::string_view topic, Language language);
/// Of a trouble or an incident.
template <class Told>
std::string_view advice_for(Told const& told, Language language) {
    bool const labelled = told.class_name.empty() && !told.labels.empty();
    return advice(told.kind, labelled ? told.labels.front() : told.class_name, language);
}

}  // namespace rw::alert
