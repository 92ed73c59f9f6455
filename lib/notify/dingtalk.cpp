// DingTalk's group robot (delivery 4.1): HTTP 200 means nothing, the code in the body everything.
#include "core/json.hpp"
#include "notify/bulletin.hpp"
#include "notify/channels.hpp"
#include "notify/platform.hpp"

namespace rw::notify {
namespace {

using How = alert::Taken::How;

constexpr std::size_t longest_body = 20'000;  // bytes
constexpr std::size_t longest_text = 9'000;   // leaves room for escapes and for the rest of the body
constexpr Span robot_is_blocked = 10min;
constexpr alert::Limit politely{18, 60s};  // the platform blocks the robot at 21 within a minute

constexpr std::array meanings{
    Meaning{0, How::accepted},
    Meaning{-1, How::retry},
    Meaning{88, How::rate_limited, 5s},
    Meaning{40035, How::refused},
    Meaning{43004, How::refused},
    Meaning{101002, How::too_long},
    Meaning{130101, How::rate_limited, robot_is_blocked},
    Meaning{310000, How::misconfigured},
    Meaning{400013, How::misconfigured},
    Meaning{400101, How::misconfigured},
    Meaning{400102, How::misconfigured},
    Meaning{400105, How::refused},
    Meaning{400106, How::misconfigured},
    Meaning{410100, How::rate_limited, robot_is_blocked},
    Meaning{430101, How::too_long},  // the content filter: what was quoted is left out
    Meaning{430102, How::too_long},
    Meaning{430103, How::too_long},
    Meaning{430104, How::too_long},
    Meaning{460101, How::too_long},
};

/// Each time the platform found the text too long or unsuitable it gets half as long, and goes without the
/// quote.
std::string text_of(Platform const& platform, Bulletin const& bulletin) {
    auto const shrink = shrink_of(bulletin);
    auto text = words(bulletin, {true, shrink == 0, longest_text >> static_cast<unsigned>(shrink)});
    std::string ats;
    for (auto const& person : bulletin.mention) {
        if (!person.mobile.empty()) ats += " @" + person.mobile;  // only what stands in the text too is shown
    }
    if (!ats.empty()) text += "\n\n" + ats;
    return with_keyword(platform, std::move(text));
}

net::Request render(Platform const& platform, Bulletin const& bulletin) {
    Json out;
    out.object().field("msgtype", "markdown").key("markdown").object();
    out.field("title", headline(bulletin)).field("text", text_of(platform, bulletin)).end_object();
    out.key("at").object().key("atMobiles").array();
    for (auto const& person : bulletin.mention) {
        if (!person.mobile.empty()) out.value(std::string_view{person.mobile});
    }
    out.end_array().field("isAtAll", false).end_object().end_object();
    auto request = post_json(platform, out.text());
    if (!platform.secret.empty()) {  // computed for each attempt: the platform takes it for an hour only
        auto const millis = to_millis(bulletin.now);
        request.target += "&timestamp=" + std::to_string(millis) +
                          "&sign=" + net::percent_encode(dingtalk_sign(platform.secret.reveal(), millis));
    }
    return request;
}

}  // namespace

std::string dingtalk_sign(std::string_view secret, std::int64_t millis) {
    auto const text = std::to_string(millis) + "\n" + std::string{secret};
    return base64(hmac_sha256(secret, text));
}

alert::Taken read_dingtalk(net::Response const& response, TimePoint) {
    return read_code(response, {"errcode", "errmsg"}, meanings).taken;
}

Result<Platform> dingtalk(Platform platform) {
    if (platform.where.target.find("access_token=") == std::string::npos)
        return Failure{Fault::bad_input,
                       "the address of a DingTalk robot "
                       "(https://oapi.dingtalk.com/robot/send?access_token=…)"};
    platform.pace.limits = {politely};
    platform.longest_body = longest_body;
    platform.render = render;
    platform.read = read_dingtalk;
    return platform;
}

}  // namespace rw::notify
