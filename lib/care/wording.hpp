// What the wording of a text gives away beyond its labels: thanks or sarcasm, a robot, a signature, a
// promise, and whether one text speaks of what another asks.
#pragma once

#include "care/events.hpp"
#include "care/policy.hpp"
#include "core/time.hpp"
#include "tone/verdict.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rw::care {

/// A closing word that needs no answer: short, and after a reply to something negative only if it cannot be
/// meant the other way round (谢谢啊, [微笑]; K5).
bool is_pleasantry(std::string_view text, tone::FanVerdict const& verdict, bool after_trouble);

/// The text without the `回复@name:` that Weibo puts before an answer.
std::string_view without_prefix(std::string_view text);

/// Whether no person wrote a reply, as far as it shows by itself; `quick` is for the fold to find (K6).
Automatic robot_in(std::string_view text, std::string_view source, Robots const& robots);

/// The operator who signed: 王 of `^王`, `- 小李`, `——客服小李` at the end; empty when nobody did (K8).
std::string sign_off(std::string_view text);
/// Whether a client's name has one of `parts` in it. Where nothing is listed or known, everything is.
bool is_listed(std::string_view client, std::vector<std::string> const& parts);

/// By when a reply promises another word: `24小时内答复您`, `今天18点前`, `明天给您处理`, `三个工作日内回复`.
/// Dates are Beijing's; working days are counted by `calendar`. Nothing when it promises none (B14).
std::optional<TimePoint> promise_in(std::string_view text, TimePoint said_at, Calendar const& calendar);

/// How alike two texts are, from 0 to 1: the share of character pairs that they have in common.
double likeness(std::string_view a, std::string_view b);
/// From here on it is the same thing said again, but for a name or a number (B10).
inline constexpr double said_again = 0.85;
/// Whether they have a pair of characters in common that is no mere phrase.
bool share_words(std::string_view a, std::string_view b);
/// An answer to nobody in particular, taken apart once for the many whose question it may fit.
class LooseAnswer {
public:
    explicit LooseAnswer(std::string_view text);
    /// Whether it takes up a good part of the fan's words and brings a fact: a number, a time, an address
    /// (K9).
    bool fits(std::string_view question) const;

private:
    std::vector<std::uint64_t> matter_;  ///< pairs of characters, in order
    bool brings_a_fact_;
};

/// The names that a text calls with @, without those in its `回复@name:` prefix; at most ten.
std::vector<std::string> names_called(std::string_view text);

}  // namespace rw::care
