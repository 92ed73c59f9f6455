#include "weibo-sim/control_body.hpp"

#include <charconv>

namespace rw::sim {

Result<ControlBody> ControlBody::parse(std::string_view text) {
    ControlBody body;
    body.document_.Parse<rapidjson::kParseIterativeFlag>(text.data(), text.size());
    if (body.document_.HasParseError() || !body.document_.IsObject()) {
        return Failure{Fault::bad_input, "read the body: expected a JSON object"};
    }
    return body;
}

std::string ControlBody::text(char const* key) const {
    auto const found = document_.FindMember(key);
    if (found == document_.MemberEnd()) return "";
    if (found->value.IsString()) return {found->value.GetString(), found->value.GetStringLength()};
    return found->value.IsInt64() ? std::to_string(found->value.GetInt64()) : "";
}

std::int64_t ControlBody::number(char const* key, std::int64_t fallback) const {
    auto const digits = text(key);
    std::int64_t value = 0;
    auto const* end = digits.data() + digits.size();
    auto const [at, error] = std::from_chars(digits.data(), end, value);
    return error == std::errc{} && at == end && !digits.empty() ? value : fallback;
}

bool ControlBody::flag(char const* key, bool fallback) const {
    auto const found = document_.FindMember(key);
    return found != document_.MemberEnd() && found->value.IsBool() ? found->value.GetBool() : fallback;
}

std::optional<std::vector<std::string>> ControlBody::texts(char const* key) const {
    std::vector<std::string> all;
    auto const found = document_.FindMember(key);
    if (found == document_.MemberEnd()) return all;
    if (!found->value.IsArray()) return std::nullopt;
    for (auto const& one : found->value.GetArray()) {
        if (!one.IsString()) return std::nullopt;
        all.emplace_back(one.GetString(), one.GetStringLength());
    }
    return all;
}

double ControlBody::fraction(char const* key, double fallback) const {
    auto const found = document_.FindMember(key);
    return found != document_.MemberEnd() && found->value.IsNumber() ? found->value.GetDouble() : fallback;
}

std::optional<std::map<std::string, std::int64_t>> ControlBody::numbers(char const* key) const {
    std::map<std::string, std::int64_t> all;
    auto const found = document_.FindMember(key);
    if (found == document_.MemberEnd()) return all;
    if (!found->value.IsObject()) return std::nullopt;
    for (auto const& [name, number] : found->value.GetObject()) {
        if (!number.IsInt64()) return std::nullopt;
        all.emplace(name.GetString(), number.GetInt64());
    }
    return all;
}

std::optional<Span> ControlBody::span(char const* key) const {
    auto const given = text(key);
    return has(key) ? parse_span(given) : Span{0};
}

}  // namespace rw::sim
