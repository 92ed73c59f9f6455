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
Life::Choice const& Life::choice(std::vector<PoolPart> const& pools, Wish const& wish,
                                 BrandPart const& brand) {
    bool const replies = &pools == &scenario_.replies;
    auto const name =
        std::string{replies ? "r/" : "t/"} + brand.key + "/" + wish.of + "/" + wish.tone + "/" + wish.topic;
    if (auto const known = choices_.find(name); known != choices_.end()) return known->second;
    Choice topical;
    Choice general;
    Choice any;
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
    auto& best = topical.empty() ? (general.empty() ? any : general) : topical;
    return choices_.emplace(name, std::move(best)).first->second;
}

std::optional<Life::Picked> Life::pick(std::vector<PoolPart> const& pools, Wish const& wish,
                                       BrandPart const& brand) {
    auto const& fitting = choice(pools, wish, brand);
    return fitting.empty() ? std::nullopt : one_of(fitting, brand);
}

/// Links, emoticons, long texts and lost accounts, as often as the scenario has it (weibo-api 3.6).
void Life::garnish(Line& line) {
    constexpr std::string_view digits = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
    constexpr std::string_view faces[] = {"[doge]", "[允悲]", "[馋嘴]", "[微笑]", "\U0001f62d", "\U0001f64f"};
    constexpr std::string_view padding =
        "从头说一遍：先是等了很久，打电话没有人接，后来换了好几个人都说不知道，";
    auto const& wanted = life_.garnish;
    auto const rolled = [&](double share) { return share > 0 && dice_.chance(share); };
    bool const is_status = line.act == Act::mention || line.act == Act::repost;
    for (int turn = is_status && rolled(wanted.long_texts) ? 6 : 0; turn > 0; --turn)
        line.text += padding;
    if (rolled(wanted.links)) {
        line.text += " http://t.cn/";
        for (int at = 0; at < 7; ++at)
            line.text += digits[dice_.below(digits.size())];
    }
    if (rolled(wanted.emoticons)) line.text += faces[dice_.below(std::size(faces))];
    line.authorless = rolled(wanted.authorless);
}

void Life::rename_later(Uid fan, TimePoint at) {
    auto const number = std::to_string(dice_.below(10'000));
    agenda_.put(at + scaled(dice_.lognormal(600'000, 0.6)), [this, fan, number](TimePoint) {
        auto const* who = world_.people().find(fan);
        auto name = who->name.substr(0, who->name.find("_新"));
        [[maybe_unused]] bool const done = world_.people().rename(fan, name + "_新" + number);
    });
}

std::optional<Life::Picked> Life::one_of(std::vector<PoolPart const*> const& pools, BrandPart const& brand) {
    std::vector<double> sizes;
    for (auto const* pool : pools)
        sizes.push_back(static_cast<double>(pool->texts.size()));
    auto const& pool = *pools[dice_.weighted(sizes)];
    return Picked{fill(pool.texts[dice_.below(pool.texts.size())], brand), pool.topic, true};
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
