// JSON as the platform writes it, read leniently. Only for the decoders.
#pragma once

#include "core/id.hpp"
#include "core/result.hpp"

#include <rapidjson/document.h>

#include <charconv>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace rw::weibo::dom {

using Value = rapidjson::Value;

/// A parsed body; the values point into `bytes`.
struct Parsed {
    std::string bytes;
    rapidjson::Document document;
};
Result<std::unique_ptr<Parsed>> parse(std::string body);

inline std::string_view text(Value const& value) {
    return value.IsString() ? std::string_view{value.GetString(), value.GetStringLength()}
                            : std::string_view{};
}

/// A whole number, written as one or as a text.
inline std::optional<std::int64_t> whole(Value const& value) {
    if (value.IsInt64()) return value.GetInt64();
    auto const digits = text(value);
    std::int64_t number = 0;
    auto const [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
    if (digits.empty() || error != std::errc{} || end != digits.data() + digits.size()) return std::nullopt;
    return number;
}

inline bool truth(Value const& value) {
    return value.IsBool() ? value.GetBool() : text(value) == "true" || whole(value).value_or(0) != 0;
}

template <class Kind>
Number<Kind> number(Value const& value) {
    return Number<Kind>{std::max<std::int64_t>(whole(value).value_or(0), 0)};
}

/// The member `name` of an object; a null value when there is none, or when `object` is something else.
inline Value const& get(Value const& object, std::string_view name) {
    static Value const nothing;
    if (!object.IsObject()) return nothing;
    for (auto const& member : object.GetObject()) {
        if (text(member.name) == name) return member.value;
    }
    return nothing;
}

}  // namespace rw::weibo::dom
