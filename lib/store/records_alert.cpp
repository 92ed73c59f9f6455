// The stored form of incidents and notices.
#include "store/pack.hpp"
#include "store/records.hpp"

namespace rw::store {
namespace {

using namespace alert;

template <class Kind>
std::uint64_t code(Kind kind) {
    return static_cast<std::uint64_t>(kind);
}

std::string pack_reason(Reason const& reason) {
    Packer out;
    out.text(1, reason.rule).text(2, reason.words).text(3, reason.why);
    return std::move(out).take();
}

Reason unpack_reason(std::string_view bytes) {
    Reason reason;
    Unpacker in{bytes};
    while (in.next())
        switch (in.field()) {
            case 1: reason.rule = in.text(); break;
            case 2: reason.words = in.text(); break;
            case 3: reason.why = in.text(); break;
            default: break;
        }
    return reason;
}

std::string pack_entry(Entry const& entry) {
    Packer out;
    out.instant(1, entry.at).text(2, entry.what).text(3, entry.actor).text(4, entry.text);
    return std::move(out).take();
}

Entry unpack_entry(std::string_view bytes) {
    Entry entry;
    Unpacker in{bytes};
    while (in.next())
        switch (in.field()) {
            case 1: entry.at = in.instant(); break;
            case 2: entry.what = in.text(); break;
            case 3: entry.actor = in.text(); break;
            case 4: entry.text = in.text(); break;
            default: break;
        }
    return entry;
}

std::string pack_step(alert::Step const& step) {
    Packer out;
    out.whole(1, step.after.count());
    for (auto const& target : step.notify)
        out.text(2, to_text(target));
    if (step.at_least != care::Level::none) out.number(3, code(step.at_least));
    return std::move(out).take();
}

alert::Step unpack_step(std::string_view bytes) {
    alert::Step step;
    Unpacker in{bytes};
    while (in.next())
        switch (in.field()) {
            case 1: step.after = Span{in.whole()}; break;
            case 2:
                if (auto target = parse_target(in.text())) step.notify.push_back(*std::move(target));
                break;
            case 3: step.at_least = static_cast<care::Level>(in.number()); break;
            default: break;
        }
    return step;
}

std::string pack_ladder(Ladder const& ladder) {
    Packer out;
    for (auto const& step : ladder.steps)
        out.text(1, pack_step(step));
    out.whole(2, ladder.repeat).whole(3, ladder.repeat_interval.count()).whole(4, ladder.group_wait.count());
    out.text(5, ladder.group).whole(6, ladder.next);
    if (ladder.ack_timeout != Span{0}) out.whole(7, ladder.ack_timeout.count());
    return std::move(out).take();
}

Ladder unpack_ladder(std::string_view bytes) {
    Ladder ladder;
    Unpacker in{bytes};
    while (in.next())
        switch (in.field()) {
            case 1: ladder.steps.push_back(unpack_step(in.text())); break;
            case 2: ladder.repeat = static_cast<int>(in.whole()); break;
            case 3: ladder.repeat_interval = Span{in.whole()}; break;
            case 4: ladder.group_wait = Span{in.whole()}; break;
            case 5: ladder.group = in.text(); break;
            case 6: ladder.next = static_cast<int>(in.whole()); break;
            case 7: ladder.ack_timeout = Span{in.whole()}; break;
            default: break;
        }
    return ladder;
}

std::string pack_attempt(Attempt const& attempt) {
    Packer out;
    out.instant(1, attempt.at).text(2, attempt.outcome).whole(3, attempt.took.count());
    return std::move(out).take();
}

Attempt unpack_attempt(std::string_view bytes) {
    Attempt attempt;
    Unpacker in{bytes};
    while (in.next())
        switch (in.field()) {
            case 1: attempt.at = in.instant(); break;
            case 2: attempt.outcome = in.text(); break;
            case 3: attempt.took = Span{in.whole()}; break;
            default: break;
        }
    return attempt;
}

void pack_words(Packer& out, Incident const& incident) {
    out.text(6, incident.title).text(7, incident.subject).text(8, incident.quote).text(9, incident.about);
    out.text(10, incident.url).text(11, incident.class_name).text(12, incident.advice);
    for (auto const& reason : incident.reasons)
        out.text(13, pack_reason(reason));
    for (auto const& id : incident.conversations)
        out.text(14, id.text());
    if (!incident.tier.empty()) out.text(15, incident.tier);
    if (!incident.list.empty()) out.text(16, incident.list);
    if (!incident.reply.none()) out.whole(33, incident.reply.value());
    for (auto const& label : incident.labels)
        out.text(17, label);
    auto const& exposure = incident.exposure;
    if (exposure != Exposure{}) {
        Packer seen;
        seen.whole(1, exposure.followers).whole(2, exposure.verified_type);
        seen.whole(3, exposure.voices).whole(4, exposure.critical).whole(5, exposure.likes);
        seen.whole(6, exposure.reposts);
        out.text(18, seen.bytes());
    }
}

Exposure unpack_exposure(std::string_view bytes) {
    Exposure exposure;
    Unpacker in{bytes};
    while (in.next())
        switch (in.field()) {
            case 1: exposure.followers = in.whole(); break;
            case 2: exposure.verified_type = static_cast<int>(in.whole()); break;
            case 3: exposure.voices = static_cast<int>(in.whole()); break;
            case 4: exposure.critical = static_cast<int>(in.whole()); break;
            case 5: exposure.likes = in.whole(); break;
            case 6: exposure.reposts = in.whole(); break;
            default: break;
        }
    return exposure;
}

bool take_words(Incident& incident, Unpacker const& in) {
    switch (in.field()) {
        case 6: incident.title = in.text(); return true;
        case 7: incident.subject = in.text(); return true;
        case 8: incident.quote = in.text(); return true;
        case 9: incident.about = in.text(); return true;
        case 10: incident.url = in.text(); return true;
        case 11: incident.class_name = in.text(); return true;
        case 12: incident.advice = in.text(); return true;
        case 13: incident.reasons.push_back(unpack_reason(in.text())); return true;
        case 14: incident.conversations.emplace_back(std::string{in.text()}); return true;
        case 15: incident.tier = in.text(); return true;
        case 16: incident.list = in.text(); return true;
        case 33: incident.reply = WeiboId{in.whole()}; return true;
        case 17: incident.labels.emplace_back(in.text()); return true;
        case 18: incident.exposure = unpack_exposure(in.text()); return true;
        default: return false;
    }
}

void take_course(Incident& incident, Unpacker const& in) {
    switch (in.field()) {
        case 1: incident.key = in.text(); break;
        case 2: incident.kind = static_cast<IncidentKind>(in.number()); break;
        case 3: incident.level = static_cast<care::Level>(in.number()); break;
        case 4: incident.state = static_cast<IncidentState>(in.number()); break;
        case 5: incident.account = AccountId{std::string{in.text()}}; break;
        case 20: incident.opened_at = in.instant(); break;
        case 21: incident.acked_at = in.instant(); break;
        case 22: incident.acked_by = in.text(); break;
        case 23: incident.resolved_at = in.instant(); break;
        case 24: incident.announced = in.number() != 0; break;
        case 25: incident.ladder = unpack_ladder(in.text()); break;
        case 26: incident.next_step_at = in.instant(); break;
        case 27: incident.notices.emplace_back(std::string{in.text()}); break;
        case 29: incident.climbing_since = in.instant(); break;
        case 30: incident.tellings = static_cast<int>(in.whole()); break;
        case 31: incident.observed = in.number() == 0; break;
        case 32: incident.held = in.text(); break;
        case 28: incident.timeline.push_back(unpack_entry(in.text())); break;
        default: break;
    }
}

}  // namespace

std::string pack(Incident const& incident) {
    Packer out;
    out.text(1, incident.key).number(2, code(incident.kind)).number(3, code(incident.level));
    out.number(4, code(incident.state)).text(5, incident.account.text());
    pack_words(out, incident);
    out.instant(20, incident.opened_at);
    if (incident.acked_at) out.instant(21, *incident.acked_at);
    out.text(22, incident.acked_by);
    if (incident.resolved_at) out.instant(23, *incident.resolved_at);
    out.number(24, incident.announced ? 1 : 0).text(25, pack_ladder(incident.ladder));
    if (incident.next_step_at) out.instant(26, *incident.next_step_at);
    for (auto const& id : incident.notices)
        out.text(27, id.text());
    for (auto const& entry : incident.timeline)
        out.text(28, pack_entry(entry));
    out.instant(29, incident.climbing_since)
        .whole(30, incident.tellings)
        .number(31, incident.observed ? 0 : 1);
    if (!incident.held.empty()) out.text(32, incident.held);
    return std::move(out).take();
}

std::optional<Incident> unpack_incident(IncidentId const& id, std::string_view bytes) {
    Incident incident;
    incident.id = id;
    incident.kind = IncidentKind{};
    incident.level = care::Level{};
    Unpacker in{bytes};
    while (in.next()) {
        if (!take_words(incident, in)) take_course(incident, in);
    }
    if (in.broken()) return std::nullopt;
    return incident;
}

std::string pack(Notice const& notice) {
    Packer out;
    out.text(1, notice.incident.text()).text(2, notice.account.text()).text(3, notice.channel.text());
    for (auto const& name : notice.mention)
        out.text(4, name);
    out.number(5, code(notice.news))
        .whole(6, notice.step)
        .text(7, notice.group)
        .number(8, code(notice.level));
    out.number(9, code(notice.state)).instant(10, notice.made_at).instant(11, notice.due);
    out.number(12, notice.possibly_repeated ? 1 : 0);
    for (auto const& attempt : notice.attempts)
        out.text(13, pack_attempt(attempt));
    out.whole(14, notice.tries).whole(15, notice.shrink);
    if (!notice.instead_of.empty()) out.text(16, notice.instead_of.text());
    if (notice.passed_on) out.number(17, 1);
    return std::move(out).take();
}

std::optional<Notice> unpack_notice(NoticeId const& id, std::string_view bytes) {
    Notice notice;
    notice.id = id;
    notice.level = care::Level{};
    Unpacker in{bytes};
    while (in.next())
        switch (in.field()) {
            case 1: notice.incident = IncidentId{std::string{in.text()}}; break;
            case 2: notice.account = AccountId{std::string{in.text()}}; break;
            case 3: notice.channel = ChannelId{std::string{in.text()}}; break;
            case 4: notice.mention.emplace_back(in.text()); break;
            case 5: notice.news = static_cast<News>(in.number()); break;
            case 6: notice.step = static_cast<int>(in.whole()); break;
            case 7: notice.group = in.text(); break;
            case 8: notice.level = static_cast<care::Level>(in.number()); break;
            case 9: notice.state = static_cast<NoticeState>(in.number()); break;
            case 10: notice.made_at = in.instant(); break;
            case 11: notice.due = in.instant(); break;
            case 12: notice.possibly_repeated = in.number() != 0; break;
            case 13: notice.attempts.push_back(unpack_attempt(in.text())); break;
            case 14: notice.tries = static_cast<int>(in.whole()); break;
            case 15: notice.shrink = static_cast<int>(in.whole()); break;
            case 16: notice.instead_of = NoticeId{std::string{in.text()}}; break;
            case 17: notice.passed_on = in.number() != 0; break;
            default: break;
        }
    if (in.broken()) return std::nullopt;
    return notice;
}

}  // namespace rw::store
