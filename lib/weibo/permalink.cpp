#include "weibo/permalink.hpp"

#include "core/id_time.hpp"

#include <algorithm>
#include <string_view>

namespace rw::weibo {
namespace {

/// Groups of seven decimal digits from the right, each in base 62 with four places.
std::string base62(std::int64_t id) {
    constexpr std::string_view digits = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
    std::string out;
    for (; id > 0; id /= 10'000'000) {
        auto group = id % 10'000'000;
        for (int place = 0; place < 4; ++place) {
            out.push_back(digits[static_cast<std::size_t>(group % 62)]);
            group /= 62;
        }
    }
    while (!out.empty() && out.back() == '0')
        out.pop_back();
    std::ranges::reverse(out);
    return out;
}

}  // namespace

std::string permalink(Uid author, WeiboId id) {
    if (id.none()) return {};
    if (author.none()) return "https://m.weibo.cn/detail/" + id.text();
    return "https://weibo.com/" + author.text() + "/" + base62(id.value());
}

TimePoint time_of(WeiboId id) {
    return time_of_id(id.value());
}

WeiboId first_id_at(TimePoint when) {
    auto const seconds = std::chrono::floor<std::chrono::seconds>(when).time_since_epoch().count();
    return WeiboId{std::max<std::int64_t>(seconds - id_epoch, 0) << id_random_bits};
}

}  // namespace rw::weibo
