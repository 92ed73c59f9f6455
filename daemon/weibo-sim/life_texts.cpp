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

/// A text of one of the pools that fit; a pool of class `any` fits when none is made for the class. For
/// replies an empty tone means any but good.
std::optional<std::string> Life::pick(std::vector<PoolPart> const& pools, std::string_view of,
                                      std::string_view tone, BrandPart const& brand) {
    bool const replies = &pools == &scenario_.replies;
    for (std::string_view const wanted : {of, std::string_view{"any"}}) {
        std::vector<PoolPart const*> fit;
        std::vector<double> sizes;
        for (auto const& pool : pools) {
            bool const tone_fits = !replies || (tone.empty() ? pool.tone != "good" : pool.tone == tone);
            bool const brand_fits = pool.brand.empty() || pool.brand == brand.key;
            if (pool.of != wanted || !tone_fits || !brand_fits) continue;
            fit.push_back(&pool);
            sizes.push_back(static_cast<double>(pool.texts.size()));
        }
        if (fit.empty()) continue;
        auto const& texts = fit[dice_.weighted(sizes)]->texts;
        return fill(texts[dice_.below(texts.size())], brand);
    }
    return std::nullopt;
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
