// Which incidents a route or a silence means: conditions on what an incident is, as in Alertmanager.
#pragma once

#include "core/result.hpp"

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace rw::alert {

struct Incident;
struct Pattern;

enum class Op { equal, unequal, like, unlike };  ///< `=`, `!=`, `=~`, `!~`
std::string_view to_text(Op op);

/// `level=~"orange|red"`. A pattern (ECMAScript) has to fit the whole value.
struct Matcher {
    std::string name;
    Op op = Op::equal;
    std::string value;
    std::shared_ptr<Pattern const> pattern;  ///< of `like` and `unlike`

    bool matches(Incident const& incident) const;
    friend bool operator==(Matcher const& a, Matcher const& b) {
        return a.name == b.name && a.op == b.op && a.value == b.value;
    }
};
std::string to_text(Matcher const& matcher);

/// `bad_input` says what is wrong with the name, the operator or the pattern, and what was expected.
Result<Matcher> make_matcher(std::string name, std::string_view op, std::string value);
/// The value with quotation marks or without.
Result<Matcher> parse_matcher(std::string_view text);

/// All of them match; none given: yes.
bool match_all(std::vector<Matcher> const& matchers, Incident const& incident);

}  // namespace rw::alert
