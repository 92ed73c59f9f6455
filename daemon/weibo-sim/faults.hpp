// Trouble on demand: what the next calls meet instead of an answer (weibo-api 11.9).
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rw::sim {

enum class FaultKind { http500, http502html, hang, reset, truncate, error200, garbage, slow };
std::optional<FaultKind> parse_fault(std::string_view text);
std::string_view to_text(FaultKind kind);
std::string fault_names();  ///< all of them, for error messages

class Faults {
public:
    /// The next `times` calls whose path begins with `path` (empty: every call) meet `kind`.
    void order(FaultKind kind, int times, std::string path);
    /// What this call meets; the oldest order that fits is used up first.
    std::optional<FaultKind> meet(std::string_view path);
    void clear() { orders_.clear(); }
    std::size_t waiting() const;  ///< faults ordered and not met yet

private:
    struct Order {
        FaultKind kind;
        int left;
        std::string path;
    };
    std::vector<Order> orders_;
};

}  // namespace rw::sim
