#include "care/canned.hpp"

#include "care/wording.hpp"
#include "tone/similar.hpp"

#include <algorithm>
#include <unordered_set>

namespace rw::care {
namespace {

constexpr std::size_t most = 4096;    // a busy team's day
constexpr std::size_t shortest = 24;  // bytes: eight characters; 好的 is everybody's
constexpr Span remembered = 24h;
constexpr int unlike_beyond = 20;  // places of a print: spares most comparisons

}  // namespace

int Canned::place_of(WeiboId reply, Uid fan, std::string_view text, TimePoint at) {
    if (text.size() < shortest) return 1;
    auto const known = std::ranges::find(said_, reply, &Said::reply);
    if (known != said_.end()) return known->place;
    std::erase_if(said_, [&](Said const& one) { return at - one.at > remembered; });
    if (said_.size() == most) said_.pop_front();
    auto const print = tone::print_of(text);
    std::unordered_set<Uid> fans{fan};
    for (auto const& one : said_) {
        bool const may_be = tone::distance(one.print, print) <= unlike_beyond;
        if (may_be && likeness(one.text, text) >= said_again) fans.insert(one.fan);
    }
    auto const place = static_cast<int>(fans.size());
    said_.push_back({reply, fan, print, std::string{text}, at, place});
    return place;
}

}  // namespace rw::care
