// A program of the team's own: signed by Standard Webhooks 1.0.0, known by its id, so sending twice does no
// harm.
#include "alert/json.hpp"
#include "notify/bulletin.hpp"
#include "notify/channels.hpp"
#include "notify/platform.hpp"

namespace rw::notify {
namespace {

using alert::Taken;
using How = Taken::How;

/// `ack_url` of the first incident; of a digest `ack_urls`, by incident.
void write_ack_urls(Json& out, Bulletin const& bulletin) {
    if (auto const first = ack_link(bulletin, 0); !first.empty()) out.field("ack_url", first);
    if (bulletin.incidents.size() < 2) return;
    out.key("ack_urls").object();
    for (std::size_t i = 0; i < bulletin.incidents.size(); ++i) {
        if (auto const link = ack_link(bulletin, i); !link.empty())
            out.field(bulletin.incidents[i].id.text(), link);
    }
    out.end_object();
}

std::string body_of(Bulletin const& bulletin) {
    auto const& first = bulletin.notices.front();
    bool const several = bulletin.notices.size() > 1;
    Json out;
    out.object().field("version", 1).field("event", several ? "digest" : to_text(first.news));
    out.key("notification").object().field("id", first.id).field("step", first.step);
    out.field("attempt", static_cast<std::int64_t>(first.attempts.size()) + 1)
        .field("reason", to_text(first.news));
    out.field("possibly_repeated", first.possibly_repeated);
    write_ack_urls(out, bulletin);
    out.end_object().key("incident");
    alert::write(out, bulletin.incidents.front(), {first});
    if (several) {
        out.key("incidents").array();
        for (std::size_t i = 0; i < bulletin.incidents.size(); ++i) {
            alert::write(out, bulletin.incidents[i], {bulletin.notices[i]});
        }
        out.end_array();
    }
    out.end_object();
    return out.text();
}

net::Request render(Platform const& platform, Bulletin const& bulletin) {
    auto const seconds = std::chrono::floor<std::chrono::seconds>(bulletin.now).time_since_epoch().count();
    auto const& id = bulletin.notices.front().id.text();
    auto request = post_json(platform, body_of(bulletin));
    request.headers.emplace_back("webhook-id", id);
    request.headers.emplace_back("webhook-timestamp", std::to_string(seconds));
    if (!platform.secret.empty()) {
        auto const signature = webhook_signature(platform.secret.reveal(), id, seconds, request.body);
        request.headers.emplace_back("webhook-signature", signature);
    }
    return request;
}

}  // namespace

std::string webhook_signature(std::string_view secret, std::string_view id, std::int64_t seconds,
                              std::string_view body) {
    auto const signed_text = std::string{id} + "." + std::to_string(seconds) + "." + std::string{body};
    return "v1," + base64(hmac_sha256(secret, signed_text));
}

Taken read_webhook(net::Response const& response, TimePoint now) {
    auto taken = read_status(response, now);
    if (taken.how == How::rate_limited) taken.how = How::retry;  // each receiver has its own idea of a rate
    return taken;
}

Result<Platform> webhook(Platform platform) {
    if (!platform.secret.empty()) {
        constexpr std::string_view prefix = "whsec_";
        std::string_view const text = platform.secret.reveal();
        auto const key = text.starts_with(prefix) ? from_base64(text.substr(prefix.size())) : std::nullopt;
        if (!key) return Failure{Fault::bad_input, "secret_file: whsec_ and base 64"};
        platform.secret = Secret{*key};
    }
    platform.persistence.idempotent = true;
    platform.reader = Channel::Reader::machine;
    platform.render = render;
    platform.read = read_webhook;
    return platform;
}

}  // namespace rw::notify
