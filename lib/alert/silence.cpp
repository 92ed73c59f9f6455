#include "alert/silence.hpp"

#include "alert/incident.hpp"

#include <rapidjson/document.h>

#include <algorithm>

namespace rw::alert {
namespace {

std::string text_of(rapidjson::Value const& object, char const* name) {
    if (!object.HasMember(name) || !object[name].IsString()) return {};
    return {object[name].GetString(), object[name].GetStringLength()};
}

std::optional<Silence> read_silence(rapidjson::Value const& object) {
    if (!object.IsObject() || !object.HasMember("matchers") || !object["matchers"].IsArray())
        return std::nullopt;
    Silence silence;
    silence.id = text_of(object, "id");
    silence.author = text_of(object, "author");
    silence.comment = text_of(object, "comment");
    silence.starts_at = from_rfc3339(text_of(object, "starts_at")).value_or(TimePoint{});
    silence.ends_at = from_rfc3339(text_of(object, "ends_at")).value_or(TimePoint{});
    silence.created_at = from_rfc3339(text_of(object, "created_at")).value_or(TimePoint{});
    for (auto const& one : object["matchers"].GetArray()) {
        if (!one.IsObject()) return std::nullopt;
        auto matcher = make_matcher(text_of(one, "name"), text_of(one, "op"), text_of(one, "value"));
        if (!matcher) return std::nullopt;
        silence.matchers.push_back(*std::move(matcher));
    }
    return silence.matchers.empty() ? std::nullopt : std::optional{std::move(silence)};
}

}  // namespace

std::string_view state_of(Silence const& silence, TimePoint now) {
    if (now < silence.starts_at) return "pending";
    return now < silence.ends_at ? "active" : "expired";
}

Silence const* find_silence(std::vector<Silence> const& silences, Incident const& incident, TimePoint now) {
    Silence const* longest = nullptr;
    for (auto const& silence : silences) {
        if (!silence.covers(now) || !match_all(silence.matchers, incident)) continue;
        if (longest == nullptr || silence.ends_at > longest->ends_at) longest = &silence;
    }
    return longest;
}

void write(Json& out, Silence const& silence, TimePoint now) {
    out.object().field("id", silence.id).key("matchers").array();
    for (auto const& matcher : silence.matchers) {
        out.object().field("name", matcher.name).field("op", to_text(matcher.op));
        out.field("value", matcher.value).end_object();
    }
    out.end_array().field("starts_at", silence.starts_at).field("ends_at", silence.ends_at);
    out.field("author", silence.author).field("comment", silence.comment);
    out.field("created_at", silence.created_at).field("state", state_of(silence, now)).end_object();
}

std::string pack(std::vector<Silence> const& silences) {
    Json out;
    out.array();
    for (auto const& silence : silences)
        write(out, silence, silence.starts_at);
    out.end_array();
    return out.text();
}

std::vector<Silence> unpack_silences(std::string_view packed) {
    std::vector<Silence> all;
    rapidjson::Document document;
    document.Parse<rapidjson::kParseIterativeFlag>(packed.data(), packed.size());
    if (document.HasParseError() || !document.IsArray()) return all;
    for (auto const& one : document.GetArray()) {
        if (auto silence = read_silence(one)) all.push_back(*std::move(silence));
    }
    return all;
}

std::optional<Span> parse_time_of_day(std::string_view text) {
    auto const digit = [&](std::size_t at) {
        return text[at] >= '0' && text[at] <= '9' ? text[at] - '0' : 99;
    };
    if (text.size() != 5 || text[2] != ':') return std::nullopt;
    auto const hours = digit(0) * 10 + digit(1);
    auto const minutes = digit(3) * 10 + digit(4);
    if (hours > 24 || minutes > 59 || (hours == 24 && minutes > 0)) return std::nullopt;
    return std::chrono::hours{hours} + std::chrono::minutes{minutes};
}

bool HoursOfDay::contain(LocalTime local) const {
    auto const of_day = local - std::chrono::floor<std::chrono::days>(local);
    bool const over_midnight = to <= from;
    return over_midnight ? of_day >= from || of_day < to : of_day >= from && of_day < to;
}

std::optional<TimePoint> HoursOfDay::end_of(Zone const& zone, TimePoint when) const {
    auto const local = zone.local(when);
    if (!contain(local)) return std::nullopt;
    auto const day = std::chrono::floor<std::chrono::days>(local);
    auto const end = local - day < to ? LocalTime{day} + to : LocalTime{day} + 24h + to;
    auto const first = zone.instant_of(end);  // of two that show it; in a doubled hour it may be over
    return first > when ? first : when + (end - local);
}

}  // namespace rw::alert
