#include "weibo-sim/faults.hpp"

#include <algorithm>
#include <utility>

namespace rw::sim {
namespace {

constexpr std::pair<std::string_view, FaultKind> kinds[] = {
    {"http500", FaultKind::http500},   {"http502html", FaultKind::http502html},
    {"hang", FaultKind::hang},         {"reset", FaultKind::reset},
    {"truncate", FaultKind::truncate}, {"error200", FaultKind::error200},
    {"garbage", FaultKind::garbage},   {"slow", FaultKind::slow}};

}  // namespace

std::optional<FaultKind> parse_fault(std::string_view text) {
    for (auto const& [name, kind] : kinds) {
        if (name == text) return kind;
    }
    return std::nullopt;
}

std::string_view to_text(FaultKind kind) {
    for (auto const& [name, known] : kinds) {
        if (known == kind) return name;
    }
    return "";
}

std::string fault_names() {
    std::string all;
    for (auto const& [name, kind] : kinds)
        all += (all.empty() ? "" : ", ") + std::string{name};
    return all;
}

void Faults::order(FaultKind kind, int times, std::string path) {
    if (times > 0) orders_.push_back({kind, times, std::move(path)});
}

std::optional<FaultKind> Faults::meet(std::string_view path) {
    auto const fits = [&](Order const& order) { return path.starts_with(order.path); };
    auto const found = std::ranges::find_if(orders_, fits);
    if (found == orders_.end()) return std::nullopt;
    auto const kind = found->kind;
    if (--found->left == 0) orders_.erase(found);
    return kind;
}

std::size_t Faults::waiting() const {
    std::size_t sum = 0;
    for (auto const& order : orders_)
        sum += static_cast<std::size_t>(order.left);
    return sum;
}

}  // namespace rw::sim
