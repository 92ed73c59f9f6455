// The fields of a control request's JSON body.
#pragma once

#include "core/result.hpp"
#include "core/time.hpp"

#include <rapidjson/document.h>

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rw::sim {

class ControlBody {
public:
    /// `bad_input` when `text` is no JSON object.
    static Result<ControlBody> parse(std::string_view text);

    /// A text, or a number written as text; empty when absent.
    std::string text(char const* key) const;
    std::int64_t number(char const* key, std::int64_t fallback) const;
    bool flag(char const* key, bool fallback) const;
    /// Zero when absent; nothing when it is no span such as `90s`.
    std::optional<Span> span(char const* key) const;
    /// The texts of a list; nothing when it is none, an empty list when absent.
    std::optional<std::vector<std::string>> texts(char const* key) const;
    /// A number that may have a fraction.
    double fraction(char const* key, double fallback) const;
    /// Names to whole numbers; nothing when it is something else.
    std::optional<std::map<std::string, std::int64_t>> numbers(char const* key) const;
    bool has(char const* key) const { return document_.HasMember(key); }

private:
    rapidjson::Document document_;
};

}  // namespace rw::sim
