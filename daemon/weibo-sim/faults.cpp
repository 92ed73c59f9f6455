#include "weibo-sim/faults.hpp"

#include <algorithm>
#include <utility>

namespace rw::sim {
namespace {

constexpr std::pair<std::string_view, FaultKind> kinds[] = {{"http500", FaultKind::http500},
                                                            {"http502html", FaultKind::http502html},
                                                            {"hang", FaultKind::hang},
                                                            {"reset", FaultKind::reset},
                                                            {"truncate", FaultKind::truncate},
                                                            {"error200", FaultKind::error200},
                                                            {"garbage", FaultKind::garbage},
                                                            {"slow", FaultKind::slow},
                                                            {"http503", FaultKind::http503},
                                                            {"empty", FaultKind::empty},
                                                            {"login_html", FaultKind::login_html},
                                                            {"array", FaultKind::array},
                                                            {"wrong_types", FaultKind::wrong_types},
                                                            {"auth_text", FaultKind::auth_text},
                                                            {"bad_gzip", FaultKind::bad_gzip}};

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

bool costs_quota(FaultKind kind) {
    switch (kind) {
        case FaultKind::truncate:
        case FaultKind::slow:
        case FaultKind::bad_gzip:
        case FaultKind::array:
        case FaultKind::wrong_types:
        case FaultKind::error200: return true;
        default: return false;
    }
}

void Faults::order(FaultKind kind, int times, std::string path) {
    if (times > 0) orders_.push_back({kind, times, std::move(path)});
}

void Faults::leave_to_chance(Chance chance) {
    std::erase_if(chances_, [&](Chance const& one) { return one.path == chance.path; });
    if (chance.share > 0 && !chance.kinds.empty()) chances_.push_back(std::move(chance));
}

std::optional<FaultKind> Faults::meet(std::string_view path) {
    auto const fits = [&](auto const& one) { return path.starts_with(one.path); };
    auto const found = std::ranges::find_if(orders_, fits);
    if (found != orders_.end()) {
        auto const kind = found->kind;
        if (--found->left == 0) orders_.erase(found);
        return kind;
    }
    auto const chance = std::ranges::find_if(chances_, fits);
    if (chance == chances_.end() || !dice_.chance(chance->share)) return std::nullopt;
    return chance->kinds[dice_.below(chance->kinds.size())];
}

void Faults::clear() {
    orders_.clear();
    chances_.clear();
}

std::size_t Faults::waiting() const {
    std::size_t sum = 0;
    for (auto const& order : orders_)
        sum += static_cast<std::size_t>(order.left);
    return sum;
}

}  // namespace rw::sim
