// A program of the team's own: signed by Standard Webhooks 1.0.0, known by its id, so sending twice does no
// harm.
#include "alert/json.hpp"
#include "notify/channels.hpp"

namespace rw::notify {
namespace {

using alert::Taken;
using How = Taken::How;

std::string body_of(Bulletin const& bulletin) {
    auto const& first = bulletin.notices.front();
    bool const several = bulletin.notices.size() > 1;
    Json out;
    out.object().field("version", 1).field("event", several ? "digest" : to_text(first.news));
    out.key("notification").object().field("id", first.id).field("step", first.step);
    out.field("attempt", static_cast<std::int64_t>(first.attempts.size()) + 1)
        .field("reason", to_text(first.news));
    out.field("possibly_repeated", first.possibly_repeated).end_object().key("incident");
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

class Webhook final : public Channel {
public:
    Webhook(net::Url where, std::string secret, net::HttpClient& client)
        : where_{std::move(where)}, secret_{std::move(secret)}, client_{client} {}

    net::Task<Taken> send(Bulletin bulletin) override {
        auto const seconds =
            std::chrono::floor<std::chrono::seconds>(bulletin.now).time_since_epoch().count();
        auto const& id = bulletin.notices.front().id.text();
        net::Request request;
        request.method = "POST";
        request.target = where_.target;
        request.body = body_of(bulletin);
        request.headers.emplace_back("Content-Type", "application/json");
        request.headers.emplace_back("User-Agent", "replywatch");
        request.headers.emplace_back("webhook-id", id);
        request.headers.emplace_back("webhook-timestamp", std::to_string(seconds));
        if (!secret_.empty()) {
            request.headers.emplace_back("webhook-signature",
                                         webhook_signature(secret_, id, seconds, request.body));
        }
        auto const response = co_await client_.send(where_, std::move(request));
        co_return response ? read_webhook(*response, bulletin.now) : taken_of(response.error());
    }
    alert::Persistence persistence() const override { return {true, 12, 24h}; }
    alert::Budget::Limit limit() const override { return {0, Span{0}}; }

private:
    net::Url where_;
    std::string secret_;
    net::HttpClient& client_;
};

}  // namespace

std::string webhook_signature(std::string_view secret, std::string_view id, std::int64_t seconds,
                              std::string_view body) {
    auto const signed_text = std::string{id} + "." + std::to_string(seconds) + "." + std::string{body};
    return "v1," + base64(hmac_sha256(secret, signed_text));
}

Taken read_webhook(net::Response const& response, TimePoint now) {
    auto const status = response.status;
    auto const detail = "HTTP " + std::to_string(status);
    auto const wait = retry_after(response, now);
    if (status >= 200 && status < 300) return {How::accepted, detail, {}};
    if (status == 429 || status == 502 || status == 503 || status == 504) return {How::retry, detail, wait};
    if (status == 410) return {How::misconfigured, detail + ": the receiver is gone for good", {}};
    if (status >= 300 && status < 400)
        return {How::misconfigured, detail + ": redirects are not followed", {}};
    if (status == 408 || status >= 500) return {How::retry, detail, wait};
    if (status == 401 || status == 403 || status == 404) return {How::misconfigured, detail, {}};
    return {How::refused, detail, {}};
}

Result<std::unique_ptr<Channel>> make_webhook(ChannelSettings const& settings, net::HttpClient& client) {
    auto const who = "channel " + settings.name.text() + ": ";
    auto where = net::parse_url(settings.url.reveal());
    if (!where || (where->scheme != "http" && where->scheme != "https")) {
        return Failure{Fault::bad_input, who + "its url_file does not hold an http or https address"};
    }
    std::string secret;
    if (!settings.secret.empty()) {
        constexpr std::string_view prefix = "whsec_";
        std::string_view const text = settings.secret.reveal();
        auto const key = text.starts_with(prefix) ? from_base64(text.substr(prefix.size())) : std::nullopt;
        if (!key) return Failure{Fault::bad_input, who + "its secret_file does not hold whsec_ and base 64"};
        secret = *key;
    }
    return std::unique_ptr<Channel>{std::make_unique<Webhook>(*std::move(where), std::move(secret), client)};
}

}  // namespace rw::notify
