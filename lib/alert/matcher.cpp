#include "alert/matcher.hpp"

#include "alert/incident.hpp"
#include "core/text.hpp"

#include <algorithm>
#include <array>
#include <regex>

namespace rw::alert {

struct Pattern {
    std::regex regex;
};

namespace {

constexpr std::size_t longest_pattern = 500;

struct OpName {
    std::string_view text;
    Op op;
};
/// Those that begin like another one stand before it.
constexpr std::array ops{OpName{"!=", Op::unequal}, OpName{"=~", Op::like}, OpName{"!~", Op::unlike},
                         OpName{"=", Op::equal}};

constexpr std::array<std::string_view, 8> names{"account", "kind",  "level", "class",
                                                "tier",    "label", "list",  "subject"};

/// What an incident has under a name; nothing counts as an empty text.
std::vector<std::string> values_of(Incident const& incident, std::string_view name) {
    if (name == "account") return {incident.account.text()};
    if (name == "kind") return {std::string{to_text(incident.kind)}};
    if (name == "level") return {std::string{care::to_text(incident.level)}};
    if (name == "class") return {incident.class_name};
    if (name == "tier") return {incident.tier};
    if (name == "list") return {incident.list};
    if (name == "subject") return {incident.subject};
    return incident.labels.empty() ? std::vector<std::string>(1) : incident.labels;
}

Failure wrong(std::string words) {
    return {Fault::bad_input, std::move(words)};
}

}  // namespace

std::string_view to_text(Op op) {
    return std::ranges::find(ops, op, &OpName::op)->text;
}

std::string to_text(Matcher const& matcher) {
    return matcher.name + std::string{to_text(matcher.op)} + "\"" + matcher.value + "\"";
}

bool Matcher::matches(Incident const& incident) const {
    bool const fits = std::ranges::any_of(values_of(incident, name), [&](std::string const& one) {
        return pattern ? std::regex_match(one, pattern->regex) : one == value;
    });
    return op == Op::equal || op == Op::like ? fits : !fits;
}

Result<Matcher> make_matcher(std::string name, std::string_view op, std::string value) {
    if (std::ranges::find(names, name) == names.end()) {
        std::string known;
        for (auto const& one : names)
            known += (known.empty() ? "" : ", ") + std::string{one};
        return wrong("`" + name + "` is nothing that an incident has, expected one of " + known);
    }
    auto const found = std::ranges::find(ops, op, &OpName::text);
    if (found == ops.end())
        return wrong("`" + std::string{op} + "` is no operator, expected one of =, !=, =~, !~");
    Matcher matcher{std::move(name), found->op, std::move(value), nullptr};
    if (matcher.op == Op::equal || matcher.op == Op::unequal) return matcher;
    if (matcher.value.size() > longest_pattern) return wrong("the pattern is longer than 500 bytes");
    try {
        matcher.pattern = std::make_shared<Pattern const>(Pattern{std::regex{matcher.value}});
    } catch (std::regex_error const&) {
        return wrong("`" + matcher.value + "` is no regular expression");
    }
    return matcher;
}

Result<Matcher> parse_matcher(std::string_view text) {
    auto const at = text.find_first_of("!=");
    if (at == text.npos || at == 0)
        return wrong("`" + std::string{text} + "` is no condition, expected such as level=~\"orange|red\"");
    auto const rest = text.substr(at);
    auto const op = std::ranges::find_if(ops, [&](OpName const& one) { return rest.starts_with(one.text); });
    if (op == ops.end())
        return wrong("`" + std::string{text} + "` has no operator, expected one of =, !=, =~, !~");
    auto value = trim(rest.substr(op->text.size()));
    if (value.size() >= 2 && value.front() == '"' && value.back() == '"')
        value = value.substr(1, value.size() - 2);
    return make_matcher(std::string{trim(text.substr(0, at))}, op->text, std::string{value});
}

bool match_all(std::vector<Matcher> const& matchers, Incident const& incident) {
    return std::ranges::all_of(matchers, [&](Matcher const& one) { return one.matches(incident); });
}

}  // namespace rw::alert
