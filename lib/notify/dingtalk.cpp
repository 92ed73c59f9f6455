// DingTalk's group robot (delivery 4.1): HTTP 200 means nothing, the code in the body everything.
#include "core/json.hpp"
#include "core/text.hpp"
#include "notify/bulletin.hpp"
#include "notify/channels.hpp"

#include <rapidjson/document.h>

#include <algorithm>
#include <array>

namespace rw::notify {
namespace {

using alert::Taken;
using How = Taken::How;

constexpr std::size_t longest_body = 20'000;  // bytes
constexpr std::size_t longest_text = 9'000;   // leaves room for escapes and for the rest of the body
constexpr Span robot_is_blocked = 10min;
constexpr alert::Budget::Limit politely{18, 60s};  // the platform blocks the robot at 21 within a minute

struct Meaning {
    int code;
    How how;
    std::optional<Span> wait;
};
constexpr std::array meanings{
    Meaning{0, How::accepted, {}},
    Meaning{-1, How::retry, {}},
    Meaning{88, How::rate_limited, 5s},
    Meaning{40035, How::refused, {}},
    Meaning{43004, How::refused, {}},
    Meaning{101002, How::too_long, {}},
    Meaning{130101, How::rate_limited, robot_is_blocked},
    Meaning{310000, How::misconfigured, {}},
    Meaning{400013, How::misconfigured, {}},
    Meaning{400101, How::misconfigured, {}},
    Meaning{400102, How::misconfigured, {}},
    Meaning{400105, How::refused, {}},
    Meaning{400106, How::misconfigured, {}},
    Meaning{410100, How::rate_limited, robot_is_blocked},
    Meaning{430101, How::too_long, {}},  // the content filter: what was quoted is left out
    Meaning{430102, How::too_long, {}},
    Meaning{430103, How::too_long, {}},
    Meaning{430104, How::too_long, {}},
    Meaning{460101, How::too_long, {}},
};

std::optional<int> code_of(rapidjson::Document const& document) {
    if (document.HasParseError() || !document.IsObject()) return std::nullopt;
    auto const found = document.FindMember("errcode");
    if (found == document.MemberEnd() || !found->value.IsInt()) return std::nullopt;
    return found->value.GetInt();
}

std::string words_of(rapidjson::Document const& document) {
    auto const found = document.FindMember("errmsg");
    if (found == document.MemberEnd() || !found->value.IsString()) return {};
    return shorten(to_utf8({found->value.GetString(), found->value.GetStringLength()}), 80);
}

/// Each time the platform found the text too long or unsuitable it gets half as long, and goes without the
/// quote.
Dress dress_for(Bulletin const& bulletin) {
    int shrink = 0;
    for (auto const& notice : bulletin.notices)
        shrink = std::max(shrink, notice.shrink);
    return {true, shrink == 0, longest_text >> static_cast<unsigned>(std::min(shrink, 4))};
}

std::string body_of(Bulletin const& bulletin) {
    auto text = words(bulletin, dress_for(bulletin));
    std::string ats;
    for (auto const& person : bulletin.mention) {
        if (!person.mobile.empty()) ats += " @" + person.mobile;  // only what stands in the text too is shown
    }
    if (!ats.empty()) text += "\n\n" + ats;
    Json out;
    out.object().field("msgtype", "markdown").key("markdown").object();
    out.field("title", headline(bulletin)).field("text", text).end_object();
    out.key("at").object().key("atMobiles").array();
    for (auto const& person : bulletin.mention) {
        if (!person.mobile.empty()) out.value(std::string_view{person.mobile});
    }
    out.end_array().field("isAtAll", false).end_object().end_object();
    return out.text();
}

class DingTalk final : public Channel {
public:
    DingTalk(net::Url where, Secret secret, net::HttpClient& client)
        : where_{std::move(where)}, secret_{std::move(secret)}, client_{client} {}

    net::Task<Taken> send(Bulletin bulletin) override {
        net::Request request;
        request.method = "POST";
        request.target = where_.target;
        if (!secret_.empty()) {  // computed for each attempt: the platform takes it for an hour only
            auto const millis = to_millis(bulletin.now);
            request.target += "&timestamp=" + std::to_string(millis) +
                              "&sign=" + net::percent_encode(dingtalk_sign(secret_.reveal(), millis));
        }
        request.headers.emplace_back("Content-Type", "application/json; charset=utf-8");
        request.body = body_of(bulletin);
        if (request.body.size() > longest_body) {
            Taken too_long;
            too_long.how = How::too_long;
            too_long.detail = "longer than 20000 bytes";
            co_return too_long;
        }
        auto const response = co_await client_.send(where_, std::move(request));
        co_return response ? read_dingtalk(*response) : taken_of(response.error());
    }
    alert::Persistence persistence() const override { return {false, 12, 24h}; }
    alert::Budget::Limit limit() const override { return politely; }

private:
    net::Url where_;
    Secret secret_;
    net::HttpClient& client_;
};

}  // namespace

std::string dingtalk_sign(std::string_view secret, std::int64_t millis) {
    auto const text = std::to_string(millis) + "\n" + std::string{secret};
    return base64(hmac_sha256(secret, text));
}

Taken read_dingtalk(net::Response const& response) {
    auto const status = "HTTP " + std::to_string(response.status);
    if (response.status >= 300 && response.status < 400) return {How::retry, status, {}};
    rapidjson::Document document;
    document.Parse<rapidjson::kParseIterativeFlag>(response.body.data(), response.body.size());
    auto const code = code_of(document);
    if (!code) return {How::retry, status + " without an errcode", {}};
    auto const detail = *code == 0 ? std::string{"ok"} : std::to_string(*code) + " " + words_of(document);
    auto const found = std::ranges::find(meanings, *code, &Meaning::code);
    if (found == meanings.end()) return {How::retry, detail, {}};
    return {found->how, detail, found->wait};
}

Result<std::unique_ptr<Channel>> make_dingtalk(ChannelSettings settings, net::HttpClient& client) {
    auto where = net::parse_url(settings.url.reveal());
    bool const complete = where && (where->scheme == "https" || where->scheme == "http") &&
                          where->target.find("access_token=") != std::string::npos;
    if (!complete) {
        return Failure{Fault::bad_input, "channel " + settings.name.text() +
                                             ": its url_file does not hold the address of a DingTalk robot "
                                             "(https://oapi.dingtalk.com/robot/send?access_token=…)"};
    }
    return std::unique_ptr<Channel>{
        std::make_unique<DingTalk>(*std::move(where), std::move(settings.secret), client)};
}

}  // namespace rw::notify
