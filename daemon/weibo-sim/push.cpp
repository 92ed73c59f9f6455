#include "weibo-sim/push.hpp"

#include "core/hash.hpp"
#include "weibo-sim/calendar.hpp"
#include "weibo-sim/json_text.hpp"

#include <openssl/evp.h>

#include <algorithm>
#include <array>

namespace rw::sim {
namespace {

struct Fixed {
    std::string_view form;
    std::string_view type;
    std::string_view text;  ///< what stands there when the message has no text of its own
};
constexpr Fixed fixed[] = {{"text", "text", ""},
                           {"position", "position", "我在这里: http://t.cn/zQgLLYO"},
                           {"voice", "voice", "发了一个语音消息"},
                           {"image", "image", "发了一张图片"},
                           {"status", "mention", ""},
                           {"comment", "mention", ""},
                           {"follow", "event", "关注事件消息"},
                           {"unfollow", "event", "取消关注事件消息"},
                           {"subscribe", "event", "dy"},
                           {"unsubscribe", "event", "td"},
                           {"scan", "event", "扫描二维码事件消息"},
                           {"scan_follow", "event", "扫描二维码关注事件消息"},
                           {"click", "event", "自定义菜单事件"},
                           {"view", "event", "自定义菜单事件"}};

Fixed const& fixed_of(std::string_view form) {
    auto const found = std::ranges::find(fixed, form, &Fixed::form);
    return found == std::end(fixed) ? fixed[0] : *found;
}

void write_event(JsonText& json, Letter const& letter) {
    json.field("subtype", letter.form);
    if (letter.form == "follow" || letter.form == "unfollow" || letter.form.ends_with("subscribe")) return;
    json.field("key", letter.key.empty() ? std::string{"1"} : letter.key);
    if (letter.form.starts_with("scan")) json.field("ticket", base32(fnv1a(letter.from.text())));
}

void write_data(JsonText& json, Letter const& letter, std::string_view type) {
    json.key("data").object();
    if (type == "position") json.field("longitude", "116.308586").field("latitude", "39.982525");
    if (type == "voice" || type == "image") {
        auto const file = static_cast<std::int64_t>(
            fnv1a(letter.from.text() + letter.text + std::to_string(to_millis(letter.at))) % 900'000'000);
        json.field("vfid", file + 100'000'000).field("tovfid", file + 100'000'010);
    }
    if (type == "mention") json.field("subtype", letter.form).field("key", letter.key);
    if (type == "event") write_event(json, letter);
    json.end_object();
}

}  // namespace

std::string push_body(Letter const& letter) {
    auto const& [form, type, text] = fixed_of(letter.form);
    JsonText json;
    json.object().field("type", type).field("receiver_id", letter.to.value());
    json.field("sender_id", letter.from.value()).field("created_at", weibo_date(letter.at));
    json.field("text", letter.text.empty() ? text : std::string_view{letter.text});
    write_data(json, letter, type);
    return json.end_object().text();
}

std::string push_signature(std::string const& app_secret, std::string const& timestamp,
                           std::string const& nonce) {
    constexpr std::string_view digits = "0123456789abcdef";
    std::array parts{app_secret, timestamp, nonce};
    std::ranges::sort(parts);
    auto const all = parts[0] + parts[1] + parts[2];
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
    unsigned int size = 0;
    EVP_Digest(all.data(), all.size(), digest.data(), &size, EVP_sha1(), nullptr);
    std::string hex;
    for (unsigned int at = 0; at < size; ++at) {
        hex += digits[digest.at(at) >> 4U];
        hex += digits[digest.at(at) & 15U];
    }
    return hex;
}

}  // namespace rw::sim
