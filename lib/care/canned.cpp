#include "care/canned.hpp"

#include "care/wording.hpp"
#include "tone/similar.hpp"

#include <algorithm>
#include <unordered_set>

namespace rw::care {
namespace {

constexpr std::size_t most = 20'000;  // replies a day
constexpr std::size_t shortest = 24;  // bytes: eight characters; 好的 is everybody's
constexpr Span remembered = 24h;
constexpr int unlike_beyond = 20;  // places of a print: spares most comparisons

}  // namespace

void Canned::forget(TimePoint before) {
    for (auto& wording : wordings_) {
        while (!wording.said.empty() && wording.said.front().at < before) {
            places_.erase(wording.said.front().reply);
            wording.said.pop_front();
        }
    }
    wordings_.remove_if([](Wording const& one) { return one.said.empty(); });
}

Canned::Wording& Canned::wording_of(std::string_view text) {
    auto const print = tone::print_of(text);
    auto const found = std::ranges::find_if(wordings_, [&](Wording const& one) {
        return tone::distance(one.print, print) <= unlike_beyond && likeness(one.text, text) >= said_again;
    });
    if (found != wordings_.end()) return *found;
    return wordings_.emplace_back(Wording{print, std::string{text}, {}});
}

int Canned::place_of(WeiboId reply, Uid fan, std::string_view text, TimePoint at) {
    if (text.size() < shortest) return 1;
    if (auto const known = places_.find(reply); known != places_.end()) return known->second;
    forget(at - remembered);
    if (places_.size() >= most) return 1;  // a day of a team that nobody has
    auto& wording = wording_of(text);
    std::unordered_set<Uid> fans{fan};
    for (auto const& one : wording.said)
        fans.insert(one.fan);
    auto const place = static_cast<int>(fans.size());
    wording.said.push_back({reply, fan, at, place});
    places_.emplace(reply, place);
    return place;
}

}  // namespace rw::care
