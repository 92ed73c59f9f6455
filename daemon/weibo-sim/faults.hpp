// Trouble on demand or by chance: what calls meet instead of an answer (weibo-api 10.11, 11.9).
#pragma once

#include "weibo-sim/dice.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rw::sim {

enum class FaultKind {
    http500,
    http502html,
    http503,
    hang,
    reset,
    truncate,
    error200,
    garbage,
    slow,
    empty,        ///< 200 and nothing
    login_html,   ///< 200 and a page that asks to log in
    array,        ///< 200 and `[]`
    wrong_types,  ///< lists and numbers of other types than documented
    auth_text,    ///< `auth error` as plain text
    bad_gzip      ///< says it is packed, and is not
};
std::optional<FaultKind> parse_fault(std::string_view text);
std::string_view to_text(FaultKind kind);
std::string fault_names();  ///< all of them, for error messages
/// The call is done and counted first, then its answer is spoilt; other faults cost no quota.
bool costs_quota(FaultKind kind);

/// Each call whose path begins with `path` meets one of `kinds` with the chance `share`.
struct Chance {
    double share = 0;
    std::vector<FaultKind> kinds{};
    std::string path{};
};

class Faults {
public:
    explicit Faults(std::uint64_t seed = 0) : dice_{seed ^ 0x6661756c74U} {}

    /// The next `times` calls whose path begins with `path` (empty: every call) meet `kind`.
    void order(FaultKind kind, int times, std::string path);
    /// From now on, instead of what was said before of the same path; a share of 0 ends it.
    void leave_to_chance(Chance chance);
    /// What this call meets; the oldest order that fits is used up first.
    std::optional<FaultKind> meet(std::string_view path);
    void clear();
    std::size_t waiting() const;  ///< faults ordered and not met yet

private:
    struct Order {
        FaultKind kind;
        int left;
        std::string path;
    };
    std::vector<Order> orders_;
    std::vector<Chance> chances_;
    Dice dice_;
};

}  // namespace rw::sim
