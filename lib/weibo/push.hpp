// What the fan service sends by itself: the signature of a push, and what it tells (weibo-api 8).
#pragma once

#include "core/result.hpp"
#include "core/secret.hpp"
#include "core/utterance.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <variant>

namespace rw::weibo {

/// The fields of the query by which a push is signed. The body is not signed.
struct PushSignature {
    std::string signature;  ///< hex(sha1(app secret, timestamp and nonce, sorted and joined))
    std::string timestamp;
    std::string nonce;
};
/// Compared in constant time, without case; false when a field or the secret is empty.
bool check_signature(Secret const& app_secret, PushSignature const& fields);
/// `1397022061823` is in milliseconds; the same in seconds is understood too. Nothing if it is neither.
std::optional<TimePoint> parse_push_time(std::string_view text);

/// A private message, or one that was left while nobody was there.
struct PushedMessage {
    enum class Type : std::uint8_t { text, position, voice, image };
    Type type = Type::text;
    std::string text;  ///< the platform's own words where it is no text: `发了一张图片`
    std::string data;  ///< as sent; tells messages of one second apart
};
struct PushedEvent {
    enum class Type : std::uint8_t { follow, unfollow, subscribe, unsubscribe, scan, click, view };
    Type type = Type::follow;
    std::string key;  ///< of a menu entry or a code that was scanned
};
/// Somebody named the brand: only the id is told, the thing itself has to be fetched.
struct PushedMention {
    enum class Where : std::uint8_t { status, comment };
    Where where = Where::status;
    WeiboId id;
};
/// A type or subtype that is not known has to be ignored.
struct PushedUnknown {
    std::string type;
};

struct Push {
    Uid receiver;
    Uid sender;
    TimePoint created_at{};  ///< the epoch when it is not told; never for a message
    std::variant<PushedMessage, PushedEvent, PushedMention, PushedUnknown> what;
};

/// Lenient as weibo-api 1 says. `bad_input` with words when the body is no JSON object, names no receiver, or
/// is a message without sender or date, or a mention without an id.
Result<Push> decode_push(std::string body);

/// `text`, `image`, …, `event`, `mention`, `unknown`: for counting.
std::string_view type_of(Push const& push);

/// A message as something said: it stands under no post and answers nobody. Its id is made here, since the
/// platform gives none: seconds since 1970 in the upper 32 bits, a hash of sender, time, type, text and data
/// in the lower. So a repeated push has the same id, and none is an id of a status or comment: those stay
/// below 2^60 for good, these above it (weibo-api 3.1, 8.2).
Utterance utterance_of(Push const& push, PushedMessage const& message, TimePoint seen_at);

}  // namespace rw::weibo
