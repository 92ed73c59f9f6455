// Slack's incoming webhook (delivery 4.4).
#include "core/json.hpp"
#include "core/text.hpp"
#include "notify/bulletin.hpp"
#include "notify/channels.hpp"
#include "notify/labels.hpp"
#include "notify/platform.hpp"

namespace rw::notify {
namespace {

using How = alert::Taken::How;

constexpr std::size_t longest_section = 3000;  // characters of a section
constexpr std::size_t longest_text = 2800;     // bytes: fewer characters than that
constexpr std::size_t longest_head = 150;      // characters

/// Slack's own three escapes; nothing else of a text is markup that calls people.
std::string escaped(std::string_view text) {
    std::string out;
    for (char const c : text) {
        switch (c) {
            case '&': out += "&amp;"; break;
            case '<': out += "&lt;"; break;
            case '>': out += "&gt;"; break;
            default: out += c;
        }
    }
    return out;
}

std::string called(std::vector<alert::Person> const& people) {
    std::string out;
    for (auto const& person : people)
        out += " " + (person.slack_id.empty() ? "@" + escaped(person.name) : "<@" + person.slack_id + ">");
    return out;
}

void write_section(Json& out, std::string const& text) {
    out.object().field("type", "section").key("text").object();
    out.field("type", "mrkdwn").field("text", text).end_object().end_object();
}

bool shrink_may_help(std::string_view words) {
    return words.find("invalid_blocks") != words.npos || words.find("msg_too_long") != words.npos;
}

net::Request render(Platform const& platform, Bulletin const& bulletin) {
    auto const shrink = shrink_of(bulletin);
    auto const most = longest_text >> static_cast<unsigned>(shrink);
    auto const head = headline(bulletin);
    auto body = escaped(below_headline(words(bulletin, {false, shrink == 0, most})));
    if (code_points(body) > longest_section) body = shorten(body, longest_section - 1);
    auto const ack = bulletin.incidents.size() == 1 ? ack_link(bulletin, 0) : std::string{};
    Json out;
    out.object().field("text", escaped(head) + called(bulletin.mention)).key("blocks").array();
    out.object().field("type", "header").key("text").object().field("type", "plain_text");
    out.field("text", shorten(head, longest_head - 1)).end_object().end_object();
    if (!body.empty()) write_section(out, body);
    if (!bulletin.mention.empty()) write_section(out, called(bulletin.mention).substr(1));
    if (!ack.empty()) {
        out.object().field("type", "actions").key("elements").array().object().field("type", "button");
        out.key("text")
            .object()
            .field("type", "plain_text")
            .field("text", take_it_on.in(bulletin.language))
            .end_object();
        out.field("url", ack).field("style", "primary").end_object().end_array().end_object();
    }
    out.end_array().end_object();
    return post_json(platform, out.text());
}

}  // namespace

alert::Taken read_slack(net::Response const& response, TimePoint now) {
    auto const words = "HTTP " + std::to_string(response.status) + " " + shorten(to_utf8(response.body), 60);
    switch (response.status) {
        case 200: return {response.body == "ok" ? How::accepted : How::retry, words};
        case 400: return {shrink_may_help(response.body) ? How::too_long : How::refused, words};
        case 403:
        case 404:
        case 410: return {How::misconfigured, words};
        case 429: return {How::rate_limited, words, retry_after(response, now).value_or(Span{1s})};
        default: break;
    }
    return read_status(response, now);
}

Result<Platform> slack(Platform platform) {
    platform.pace.limits = {{1, 1s}};
    platform.render = render;
    platform.read = read_slack;
    return platform;
}

}  // namespace rw::notify
