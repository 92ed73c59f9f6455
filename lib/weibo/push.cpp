#include "weibo/push.hpp"

#include "core/hash.hpp"
#include "core/text.hpp"
#include "net/digest.hpp"
#include "weibo/decode.hpp"
#include "weibo/dom.hpp"

#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

#include <algorithm>
#include <array>
#include <charconv>

namespace rw::weibo {
namespace {

using dom::Value;

std::string lower(std::string text) {
    std::ranges::transform(text, text.begin(), [](char c) {
        return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    });
    return text;
}

template <class Type, std::size_t count>
std::optional<Type> one_of(std::array<std::string_view, count> const& names, std::string_view name) {
    auto const found = std::ranges::find(names, name);
    if (found == names.end()) return std::nullopt;
    return static_cast<Type>(found - names.begin());
}

constexpr std::array<std::string_view, 4> message_types{"text", "position", "voice", "image"};
constexpr std::array<std::string_view, 4> message_marks{"", "（位置）", "（语音）", "（图片）"};
constexpr std::array<std::string_view, 7> event_types{"follow", "unfollow", "subscribe", "unsubscribe",
                                                      "scan",   "click",    "view"};
constexpr std::array<std::string_view, 2> mention_types{"status", "comment"};

/// The service is younger than the first of these, and ids of messages end with the second: 2^31 seconds.
constexpr TimePoint earliest = std::chrono::sys_days{std::chrono::year{2009} / 1 / 1};
constexpr TimePoint latest{std::chrono::seconds{0x7fffffff}};

std::string as_json(Value const& value) {
    if (value.IsString()) return std::string{dom::text(value)};
    rapidjson::StringBuffer out;
    rapidjson::Writer<rapidjson::StringBuffer> writer{out};
    value.Accept(writer);
    return {out.GetString(), out.GetSize()};
}

Failure bad(std::string_view why) {
    return {Fault::bad_input, "push: " + std::string{why}};
}

Result<Push> message_of(Push push, PushedMessage::Type type, Value const& root) {
    if (push.sender.none()) return bad("a message without `sender_id`, expected a uid");
    if (push.created_at < earliest || push.created_at > latest)
        return bad("a message without a usable `created_at`, expected `Tue May 31 17:46:55 +0800 2011`");
    push.what =
        PushedMessage{type, to_utf8(dom::text(dom::get(root, "text"))), as_json(dom::get(root, "data"))};
    return push;
}

Result<Push> other_of(Push push, std::string_view type, Value const& root) {
    auto const& data = dom::get(root, "data");
    auto const subtype = dom::text(dom::get(data, "subtype"));
    auto const& key = dom::get(data, "key");
    auto unknown = std::string{type};
    if (type == "event") {
        auto const event =
            one_of<PushedEvent::Type>(event_types, subtype == "scan_follow" ? "scan" : subtype);
        if (event) {
            push.what = PushedEvent{*event, key.IsString() ? to_utf8(dom::text(key)) : as_json(key)};
            return push;
        }
    }
    if (type == "mention") {
        if (auto const where = one_of<PushedMention::Where>(mention_types, subtype)) {
            auto const id = dom::number<ItemTag>(key);
            if (id.none()) return bad("a mention without an id in `data.key`");
            push.what = PushedMention{*where, id};
            return push;
        }
    }
    if (!subtype.empty()) unknown.append("/").append(subtype);
    push.what = PushedUnknown{to_utf8(unknown)};
    return push;
}

}  // namespace

bool check_signature(Secret const& app_secret, PushSignature const& fields) {
    if (app_secret.empty() || fields.timestamp.empty() || fields.nonce.empty()) return false;
    std::array<std::string_view, 3> parts{app_secret.reveal(), fields.timestamp, fields.nonce};
    std::ranges::sort(parts);
    std::string joined;
    for (auto const part : parts)
        joined += part;
    auto const expected = net::sha1_hex(joined);
    return net::same_secret(lower(fields.signature), expected);
}

std::optional<TimePoint> parse_push_time(std::string_view text) {
    constexpr std::int64_t first_in_millis = 100'000'000'000;  // as seconds that is the year 5138
    constexpr std::int64_t last = 100'000'000'000'000;
    std::int64_t number = 0;
    auto const end = text.data() + text.size();
    // NOLINTNEXTLINE(bugprone-suspicious-stringview-data-usage): `end` goes with it
    auto const [at, error] = std::from_chars(text.data(), end, number);
    if (error != std::errc{} || at != end || number <= 0 || number > last) return std::nullopt;
    return number >= first_in_millis ? from_millis(number) : TimePoint{std::chrono::seconds{number}};
}

Result<Push> decode_push(std::string body) {
    auto const parsed = dom::parse(std::move(body));
    if (!parsed) return while_doing("push", parsed.error());
    auto const& root = (*parsed)->document;
    if (!root.IsObject()) return bad("the body is no JSON object");
    Push push;
    push.receiver = dom::number<UserTag>(dom::get(root, "receiver_id"));
    push.sender = dom::number<UserTag>(dom::get(root, "sender_id"));
    push.created_at = decode_date(dom::text(dom::get(root, "created_at"))).value_or(TimePoint{});
    if (push.receiver.none()) return bad("there is no `receiver_id`, expected a uid");
    auto const type = dom::text(dom::get(root, "type"));
    if (auto const message = one_of<PushedMessage::Type>(message_types, type))
        return message_of(std::move(push), *message, root);
    return other_of(std::move(push), type, root);
}

std::string_view type_of(Push const& push) {
    if (auto const* message = std::get_if<PushedMessage>(&push.what))
        return message_types[static_cast<std::size_t>(message->type)];
    if (std::holds_alternative<PushedEvent>(push.what)) return "event";
    return std::holds_alternative<PushedMention>(push.what) ? "mention" : "unknown";
}

Utterance utterance_of(Push const& push, PushedMessage const& message, TimePoint seen_at) {
    auto const seconds = std::chrono::floor<std::chrono::seconds>(push.created_at).time_since_epoch().count();
    auto const type = static_cast<std::size_t>(message.type);
    auto told = push.sender.text() + "\n" + std::to_string(seconds);
    for (auto const part :
         {message_types[type], std::string_view{message.text}, std::string_view{message.data}})
        told.append("\n").append(part);
    Utterance said;
    said.id = WeiboId{(seconds << 32) | static_cast<std::int64_t>(fnv1a(told) & 0xffffffffU)};
    said.kind = Kind::message;
    said.author.uid = push.sender;
    said.text = message.text + std::string{message_marks[type]};
    said.created_at = push.created_at;
    said.seen_at = seen_at;
    return said;
}

}  // namespace rw::weibo
