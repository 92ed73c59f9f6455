// Prometheus Alertmanager, API v2 (delivery 4.6): it groups and routes by labels, and ends an alert whose
// end has come.
#include "core/json.hpp"
#include "notify/bulletin.hpp"
#include "notify/channels.hpp"
#include "notify/platform.hpp"

#include <array>

namespace rw::notify {
namespace {

using alert::Incident;
using alert::IncidentKind;
using alert::News;
using care::Level;

constexpr Span ends_by_itself = 7 * 24h;  // an incident's end is told; this is for ours that came to nothing

struct Face {
    IncidentKind kind;
    Level level;
};

void write_label(Json& out, char const* name, std::string_view value) {
    if (!value.empty()) out.field(name, value);  // empty ones would be taken away
}

void write_alert(Json& out, Incident const& incident, Face face, TimePoint ends_at,
                 std::string const& ack = {}) {
    out.object().key("labels").object().field("alertname", "replywatch_" + std::string{to_text(face.kind)});
    write_label(out, "account", incident.account.text());
    write_label(out, "kind", to_text(face.kind));
    write_label(out, "level", care::to_text(face.level));
    write_label(out, "class", incident.class_name);
    write_label(out, "incident", incident.id.text());
    out.end_object().key("annotations").object().field("summary", plain(incident.title));
    write_label(out, "description", incident.about);
    write_label(out, "advice", incident.advice);
    write_label(out, "ack_url", ack);
    out.end_object().field("startsAt", incident.opened_at).field("endsAt", ends_at);
    if (!incident.url.empty()) out.field("generatorURL", incident.url);
    out.end_object();
}

/// An alert whose labels have changed is another one over there: what it may have been before is ended.
void write_former(Json& out, Incident const& incident, TimePoint now) {
    for (auto const level : {Level::blue, Level::yellow, Level::orange, Level::red}) {
        if (level != incident.level) write_alert(out, incident, {incident.kind, level}, now);
        if (incident.kind == IncidentKind::late)
            write_alert(out, incident, {IncidentKind::prebreach, level}, now);
    }
}

net::Request render(Platform const& platform, Bulletin const& bulletin) {
    Json out;
    out.array();
    for (std::size_t i = 0; i < bulletin.incidents.size(); ++i) {
        auto const& incident = bulletin.incidents[i];
        bool const over = incident.state == alert::IncidentState::resolved;
        auto const ends_at = over ? std::max(incident.resolved_at.value_or(bulletin.now), incident.opened_at)
                                  : bulletin.now + ends_by_itself;
        write_alert(out, incident, {incident.kind, incident.level}, ends_at,
                    over ? std::string{} : ack_link(bulletin, i));
        if (bulletin.notices[i].news == News::updated) write_former(out, incident, bulletin.now);
    }
    out.end_array();
    return post_json(platform, out.text());
}

}  // namespace

Result<Platform> alertmanager(Platform platform) {
    constexpr std::string_view path = "/api/v2/alerts";
    auto& target = platform.where.target;
    while (target.ends_with('/'))
        target.pop_back();
    if (!target.ends_with(path)) target += path;
    platform.persistence.idempotent = true;
    platform.reader = Channel::Reader::machine;
    platform.render = render;
    platform.read = read_status;
    return platform;
}

}  // namespace rw::notify
