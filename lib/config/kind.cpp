#include "config/kind.hpp"

#include "care/calendar.hpp"
#include "config/composed.hpp"

#include <algorithm>

namespace rw::config {
namespace {

std::string quoted(std::string const& text) {
    return "\"" + text + "\"";
}

/// Reads text and makes it a value; `expected` completes the complaint about text that is none.
template <class T, class Parse>
auto from_text(std::string expected, Parse parse) {
    return [expected = std::move(expected), parse](Node const& node, Reading& reading) -> std::optional<T> {
        if (!is_a(Node::Type::text, node, reading, expected)) return std::nullopt;
        auto value = parse(node.text);
        if (!value) reading.complain(node.at, "`" + node.text + "` is not valid, expected " + expected);
        return value;
    };
}

bool breaks_a_name(unsigned char c) {
    return c <= ' ' || c == 0x7F ||
           std::string_view{":,\"'{}[]/\\"}.find(static_cast<char>(c)) != std::string_view::npos;
}

std::optional<Span> parse_time_of_day(std::string const& text) {
    if (text == "00:00") return Span{0};
    auto const since_midnight = care::parse_block("00:00-" + text);
    if (!since_midnight || since_midnight->end >= 24 * 60) return std::nullopt;
    return std::chrono::minutes{since_midnight->end};
}

}  // namespace

bool is_a(Node::Type type, Node const& node, Reading& reading, std::string_view expected) {
    if (node.is(type)) return true;
    auto const unquoted =
        type == Node::Type::text && !node.is(Node::Type::array) && !node.is(Node::Type::table);
    reading.complain(node.at, "expected " + std::string{expected} + (unquoted ? ", written in quotes" : "") +
                                  ", found " + std::string{spoken(node.type)});
    return false;
}

Kind<std::string> text() {
    return text_that("text", [](std::string const&) { return std::nullopt; });
}

Kind<std::string> text_that(std::string type, Check check) {
    auto read = [type, check](Node const& node, Reading& reading) -> std::optional<std::string> {
        if (!is_a(Node::Type::text, node, reading, type)) return std::nullopt;
        if (auto const wrong = check(node.text)) {
            reading.complain(node.at, *wrong);
            return std::nullopt;
        }
        return node.text;
    };
    return {std::move(type), std::move(read), quoted};
}

Kind<bool> flag() {
    auto read = [](Node const& node, Reading& reading) -> std::optional<bool> {
        if (!is_a(Node::Type::flag, node, reading, "true or false")) return std::nullopt;
        return node.flag;
    };
    return {"true or false", read, [](bool value) { return std::string{value ? "true" : "false"}; }};
}

Kind<std::int64_t> number(std::int64_t least, std::int64_t most) {
    auto const bounds = "an integer from " + std::to_string(least) + " to " + std::to_string(most);
    auto read = [=](Node const& node, Reading& reading) -> std::optional<std::int64_t> {
        if (!is_a(Node::Type::integer, node, reading, bounds)) return std::nullopt;
        if (node.integer >= least && node.integer <= most) return node.integer;
        reading.complain(node.at, std::to_string(node.integer) + " is out of range, expected " + bounds);
        return std::nullopt;
    };
    return {bounds, std::move(read), [](std::int64_t value) { return std::to_string(value); }};
}

Kind<Span> duration(Span least, Span most) {
    auto const parse = from_text<Span>("a duration such as \"250ms\", \"90s\", \"20m\", \"4h\" or \"2d\"",
                                       [](std::string const& text) { return parse_span(text); });
    auto read = [=](Node const& node, Reading& reading) -> std::optional<Span> {
        auto const value = parse(node, reading);
        if (!value || (*value >= least && *value <= most)) return value;
        auto const limit = *value < least ? " is too short, expected at least " + to_text(least)
                                          : " is too long, expected at most " + to_text(most);
        reading.complain(node.at, node.text + limit);
        return std::nullopt;
    };
    auto const type = least > Span{0} ? "duration, at least " + to_text(least) : std::string{"duration"};
    return {type, std::move(read), [](Span value) { return quoted(to_text(value)); }};
}

Kind<std::string> name() {
    return text_that("a name", [](std::string const& text) -> std::optional<std::string> {
        bool const good = !text.empty() && text.size() <= 64 && std::ranges::none_of(text, breaks_a_name);
        if (good) return std::nullopt;
        return "`" + text + "` cannot be a name, expected 1 to 64 letters, digits, `-`, `_` or `.`";
    });
}

Kind<Uid> uid() {
    auto read = from_text<Uid>("a Weibo uid such as \"1904178193\"",
                               [](std::string const& text) { return Uid::parse(text); });
    return {"uid", std::move(read), [](Uid value) { return quoted(value.text()); }};
}

Kind<Span> time_of_day() {
    auto read = from_text<Span>("a time of day such as \"09:00\"", parse_time_of_day);
    auto show = [](Span value) {
        auto const digits = [](std::int64_t n) { return (n < 10 ? "0" : "") + std::to_string(n); };
        auto const minutes = std::chrono::floor<std::chrono::minutes>(value).count();
        return quoted(digits(minutes / 60) + ":" + digits(minutes % 60));
    };
    return {"time of day", std::move(read), show};
}

Kind<std::string> word_of(std::vector<std::string> words) {
    std::vector<Word<std::string>> same;
    for (auto const& word : words)
        same.push_back({word, word});
    return one_of(std::move(same));
}

}  // namespace rw::config
