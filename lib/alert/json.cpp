#include "alert/json.hpp"

namespace rw::alert {
namespace {

void text_or_null(Json& out, std::string_view name, std::string const& text) {
    out.key(name);
    text.empty() ? out.null() : out.value(std::string_view{text});
}

void write_reasons(Json& out, std::vector<Reason> const& reasons) {
    out.key("reasons").array();
    for (auto const& reason : reasons) {
        out.object()
            .field("rule", reason.rule)
            .field("words", reason.words)
            .field("why", reason.why)
            .end_object();
    }
    out.end_array();
}

void write_exposure(Json& out, Exposure const& exposure) {
    out.key("exposure").object().key("followers");
    exposure.followers < 0 ? out.null() : out.value(exposure.followers);
    out.field("verified", exposure.verified_type >= 0).field("voices", exposure.voices);
    out.field("critical", exposure.critical).field("likes", exposure.likes);
    out.field("reposts", exposure.reposts).end_object();
}

void write_timeline(Json& out, std::vector<Entry> const& timeline) {
    out.key("timeline").array();
    for (auto const& entry : timeline) {
        out.object().field("at", entry.at).field("what", entry.what).field("actor", entry.actor);
        out.field("text", entry.text).end_object();
    }
    out.end_array();
}

}  // namespace

void write(Json& out, Notice const& notice) {
    out.object().field("id", notice.id).field("incident", notice.incident).field("account", notice.account);
    out.field("channel", notice.channel).field("event", to_text(notice.news)).field("step", notice.step);
    out.field("state", to_text(notice.state)).field("made_at", notice.made_at).field("due_at", notice.due);
    out.field("possibly_repeated", notice.possibly_repeated).key("instead_of");
    notice.instead_of.empty() ? out.null() : out.value(notice.instead_of);
    out.key("attempts").array();
    for (auto const& attempt : notice.attempts) {
        out.object().field("at", attempt.at).field("outcome", attempt.outcome);
        out.field("took_ms", attempt.took.count()).end_object();
    }
    out.end_array().end_object();
}

void write(Json& out, Incident const& incident, std::vector<Notice> const& notices) {
    out.object().field("id", incident.id).field("kind", to_text(incident.kind));
    out.field("level", care::to_text(incident.level)).field("state", to_text(incident.state));
    out.field("account", incident.account).field("title", incident.title);
    text_or_null(out, "quote", incident.quote);
    text_or_null(out, "url", incident.url);
    text_or_null(out, "class", incident.class_name);
    text_or_null(out, "tier", incident.tier);
    text_or_null(out, "list", incident.list);
    text_or_null(out, "held", incident.held);
    out.key("labels").array();
    for (auto const& label : incident.labels)
        out.value(std::string_view{label});
    out.end_array();
    write_exposure(out, incident.exposure);
    write_reasons(out, incident.reasons);
    out.field("advice", incident.advice)
        .field("opened_at", incident.opened_at)
        .field("acked_at", incident.acked_at);
    text_or_null(out, "acked_by", incident.acked_by);
    out.field("resolved_at", incident.resolved_at).key("conversations").array();
    for (auto const& id : incident.conversations)
        out.value(id);
    out.end_array().key("reply");
    incident.reply.none() ? out.null() : out.value(incident.reply);
    out.field("step", incident.ladder.next).field("next_step_at", incident.next_step_at);
    out.key("notifications").array();
    for (auto const& notice : notices)
        write(out, notice);
    out.end_array();
    write_timeline(out, incident.timeline);
    out.end_object();
}

}  // namespace rw::alert
