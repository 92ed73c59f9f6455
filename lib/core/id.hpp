// Names for things. Two ids of different kinds never mix.
#pragma once

#include <charconv>
#include <compare>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace rw {

/// A name made of text: an account, a conversation, a channel.
template <class Kind>
class Id {
public:
    Id() = default;
    explicit Id(std::string text) : text_{std::move(text)} {}

    std::string const& text() const { return text_; }
    bool empty() const { return text_.empty(); }
    friend auto operator<=>(Id const&, Id const&) = default;

private:
    std::string text_;
};

/// A 64-bit number given by Weibo. Zero means "none". In JSON it is a string.
template <class Kind>
class Number {
public:
    Number() = default;
    explicit Number(std::int64_t value) : value_{value} {}

    std::int64_t value() const { return value_; }
    bool none() const { return value_ == 0; }
    std::string text() const { return std::to_string(value_); }
    friend auto operator<=>(Number const&, Number const&) = default;

    /// The whole of `digits` as a positive number, or nothing.
    static std::optional<Number> parse(std::string_view digits) {
        std::int64_t value = 0;
        auto const end = digits.data() + digits.size();
        // NOLINTNEXTLINE(bugprone-suspicious-stringview-data-usage): `end` goes with it
        auto const [at, error] = std::from_chars(digits.data(), end, value);
        if (error != std::errc{} || at != end || value <= 0) {
            return std::nullopt;
        }
        return Number{value};
    }

private:
    std::int64_t value_ = 0;
};

using AccountId = Id<struct AccountTag>;  ///< `name` of an [[account]]: also the hash tag of its keys
using ConversationId = Id<struct ConversationTag>;  ///< one fan under one root post
using IncidentId = Id<struct IncidentTag>;
using NoticeId = Id<struct NoticeTag>;    ///< one entry of the outbox; stable over attempts
using ChannelId = Id<struct ChannelTag>;  ///< `name` of a [[channel]]

using Uid = Number<struct UserTag>;      ///< a Weibo user
using WeiboId = Number<struct ItemTag>;  ///< a status or a comment: one id space (weibo-api 3.1)

}  // namespace rw

template <class Kind>
struct std::hash<rw::Id<Kind>> {
    std::size_t operator()(rw::Id<Kind> const& id) const { return std::hash<std::string>{}(id.text()); }
};
template <class Kind>
struct std::hash<rw::Number<Kind>> {
    std::size_t operator()(rw::Number<Kind> id) const { return std::hash<std::int64_t>{}(id.value()); }
};
