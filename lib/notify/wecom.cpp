// WeCom's group robot (delivery 4.2): markdown, or plain text where somebody is to be called by mobile.
#include "core/json.hpp"
#include "core/text.hpp"
#include "notify/bulletin.hpp"
#include "notify/channels.hpp"
#include "notify/platform.hpp"

#include <algorithm>

namespace rw::notify {
namespace {

using How = alert::Taken::How;

constexpr std::size_t longest_markdown = 4096;  // bytes
constexpr std::size_t longest_text = 2048;
constexpr alert::Limit politely{18, 60s};  // the platform takes 20 within a minute

constexpr std::array meanings{
    Meaning{0, How::accepted},
    Meaning{-1, How::retry},
    Meaning{40008, How::refused},
    Meaning{40058, How::too_long},
    Meaning{44004, How::refused},
    Meaning{45002, How::too_long},
    Meaning{45009, How::rate_limited, 60s},
    Meaning{45033, How::retry, 1s},
    Meaning{93000, How::misconfigured},
};

bool can_be_called(alert::Person const& person) {
    return !person.mobile.empty() || !person.wecom_id.empty();
}

void write_called(Json& out, char const* name, std::vector<alert::Person> const& people,
                  std::string alert::Person::* by) {
    out.key(name).array();
    for (auto const& person : people) {
        if (!(person.*by).empty()) out.value(std::string_view{person.*by});
    }
    out.end_array();
}

net::Request render(Platform const& platform, Bulletin const& bulletin) {
    auto const shrink = shrink_of(bulletin);
    bool const calls = std::ranges::any_of(bulletin.mention, can_be_called);
    auto const most = (calls ? longest_text : longest_markdown) >> static_cast<unsigned>(shrink);
    auto const room = most - std::min(most / 2, platform.keyword.size() + 1);
    auto text = words(bulletin, {!calls, shrink == 0, room - room / 8});  // tags grow when they are undone
    text = with_keyword(platform, std::string{clip_bytes(without_tags(std::move(text)), room)});
    Json out;
    out.object().field("msgtype", calls ? "text" : "markdown").key(calls ? "text" : "markdown").object();
    out.field("content", text);
    if (calls) {
        write_called(out, "mentioned_list", bulletin.mention, &alert::Person::wecom_id);
        write_called(out, "mentioned_mobile_list", bulletin.mention, &alert::Person::mobile);
    }
    out.end_object().end_object();
    return post_json(platform, out.text());
}

}  // namespace

alert::Taken read_wecom(net::Response const& response, TimePoint) {
    return read_code(response, {"errcode", "errmsg"}, meanings).taken;
}

Result<Platform> wecom(Platform platform) {
    if (platform.where.target.find("key=") == std::string::npos)
        return Failure{
            Fault::bad_input,
            "the address of a WeCom robot (https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=…)"};
    platform.pace.limits = {politely};
    platform.render = render;
    platform.read = read_wecom;
    return platform;
}

}  // namespace rw::notify
