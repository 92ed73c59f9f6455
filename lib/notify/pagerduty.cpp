// PagerDuty's Events API v2 (delivery 4.5): an incident is known by its id, so sending twice does no harm.
#include "core/json.hpp"
#include "core/text.hpp"
#include "notify/bulletin.hpp"
#include "notify/channels.hpp"
#include "notify/labels.hpp"
#include "notify/platform.hpp"

namespace rw::notify {
namespace {

using alert::News;

constexpr std::size_t longest_summary = 1024;  // characters
constexpr std::size_t longest_body = 512'000;  // bytes

std::string_view severity_of(care::Level level) {
    switch (level) {
        case care::Level::red: return "critical";
        case care::Level::orange: return "error";
        case care::Level::yellow: return "warning";
        default: return "info";
    }
}

std::string_view action_of(News news) {
    if (news == News::resolved) return "resolve";
    return news == News::acknowledged ? "acknowledge" : "trigger";
}

void write_payload(Json& out, alert::Incident const& incident) {
    out.key("payload").object().field("summary", shorten(plain(incident.title), longest_summary - 1));
    out.field("source", incident.account).field("severity", severity_of(incident.level));
    out.field("timestamp", incident.opened_at).field("component", "weibo");
    out.field("group", incident.account).field("class", to_text(incident.kind));
    out.key("custom_details").object().field("about", incident.about).field("advice", incident.advice);
    out.field("quote", incident.quote).key("reasons").array();
    for (auto const& reason : incident.reasons)
        out.value(std::string_view{reason.why});
    out.end_array().end_object().end_object();
}

void write_links(Json& out, std::string const& post, std::string const& ack, Language language) {
    if (post.empty() && ack.empty()) return;
    out.key("links").array();
    if (!post.empty()) out.object().field("href", post).field("text", the_post.in(language)).end_object();
    if (!ack.empty()) out.object().field("href", ack).field("text", take_it_on.in(language)).end_object();
    out.end_array();
}

net::Request render(Platform const& platform, Bulletin const& bulletin) {
    auto const& incident = bulletin.incidents.front();
    auto const action = action_of(bulletin.notices.front().news);
    Json out;
    out.object().field("routing_key", platform.secret.reveal()).field("event_action", action);
    out.field("dedup_key", "replywatch/" + incident.id.text());
    if (action == "trigger") {
        write_payload(out, incident);
        out.field("client", "replywatch");
        if (!bulletin.public_url.empty()) out.field("client_url", bulletin.public_url);
        write_links(out, incident.url, ack_link(bulletin, 0), bulletin.language);
    }
    out.end_object();
    return post_json(platform, out.text());
}

}  // namespace

Result<Platform> pagerduty(Platform platform) {
    if (platform.secret.empty())
        return Failure{Fault::bad_input, "secret_file: the routing key of an Events API v2 integration"};
    platform.persistence.idempotent = true;
    platform.longest_body = longest_body;
    platform.reader = Channel::Reader::machine;
    platform.one_at_a_time = true;
    platform.render = render;
    platform.read = read_status;
    return platform;
}

}  // namespace rw::notify
