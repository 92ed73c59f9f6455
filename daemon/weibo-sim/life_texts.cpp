#include "weibo-sim/life.hpp"

namespace rw::sim {
namespace {

void replace_all(std::string& text, std::string_view what, std::string const& by) {
    for (auto at = text.find(what); at != text.npos; at = text.find(what, at + by.size())) {
        text.replace(at, what.size(), by);
    }
}

}  // namespace

std::string Life::pick_weighted(std::map<std::string, double> const& weights, std::string fallback) {
    if (weights.empty()) return fallback;
    std::vector<double> sizes;
    for (auto const& [name, weight] : weights)
        sizes.push_back(weight);
    return std::next(weights.begin(), static_cast<std::ptrdiff_t>(dice_.weighted(sizes)))->first;
}

/// What fits best: replies made for the topic, then those of the class without a topic, then those of class
/// `any`.
std::optional<Life::Picked> Life::pick(std::vector<PoolPart> const& pools, Wish const& wish,
                                       BrandPart const& brand) {
    bool const replies = &pools == &scenario_.replies;
    std::vector<PoolPart const*> topical;
    std::vector<PoolPart const*> general;
    std::vector<PoolPart const*> any;
    for (auto const& pool : pools) {
        bool const tone_fits = !replies || (wish.tone.empty() ? pool.tone != "good" : pool.tone == wish.tone);
        bool const brand_fits = pool.brand.empty() || pool.brand == brand.key;
        if (!tone_fits || !brand_fits) continue;
        if (pool.of == "any") any.push_back(&pool);
        if (pool.of != wish.of) continue;
        if (!replies || pool.topic.empty()) general.push_back(&pool);
        if (replies && !pool.topic.empty() && pool.topic == wish.topic) topical.push_back(&pool);
    }
    // Those who answer badly do so without regard to the matter.
    if (wish.tone.empty() && replies) general.insert(general.end(), any.begin(), any.end());
    for (auto const* choice : {&topical, &general, &any}) {
        if (!choice->empty()) return one_of(*choice, brand);
    }
    return std::nullopt;
}

std::optional<Life::Picked> Life::one_of(std::vector<PoolPart const*> const& pools, BrandPart const& brand) {
    std::vector<double> sizes;
    for (auto const* pool : pools)
        sizes.push_back(static_cast<double>(pool->texts.size()));
    auto const& pool = *pools[dice_.weighted(sizes)];
    return Picked{fill(pool.texts[dice_.below(pool.texts.size())], brand), pool.topic};
}

/// Only these names in braces are ours; `{昵称}` stays as it is, since somebody forgot to fill it in.
std::string Life::fill(std::string text, BrandPart const& brand) {
    if (text.find('{') == text.npos) return text;
    auto const product =
        brand.products.empty() ? std::string{"东西"} : brand.products[dice_.below(brand.products.size())];
    replace_all(text, "{product}", product);
    replace_all(text, "{brand}", brand.name);
    replace_all(text, "{days}", std::to_string(2 + dice_.below(9)));
    replace_all(text, "{price}", std::to_string(19 + 10 * dice_.below(30)));
    replace_all(text, "{order}", std::to_string(100'000 + dice_.below(900'000)));
    return text;
}

}  // namespace rw::sim
