#include "care/wording.hpp"

#include "core/text.hpp"
#include "tone/normalise.hpp"

#include <utf8.h>

#include <algorithm>
#include <array>
#include <iterator>
#include <utility>

namespace rw::care {
namespace {

constexpr std::size_t most_names = 10;
constexpr double nearly_the_same = 0.8;

/// Two neighbouring characters, as one number.
using Pair = std::uint64_t;
using Pairs = std::vector<Pair>;  // in order

bool is_word(std::uint32_t c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 0x3400 && c <= 0x9FFF);
}

/// The pairs of neighbouring characters, as rules see the text; names and addresses are not part of it.
Pairs pairs_of(std::string_view text) {
    constexpr unsigned bits = 32;
    Pairs pairs;
    auto const normal = tone::normalise(text).text;
    std::uint32_t before = 0;
    for (auto at = normal.begin(); at != normal.end();) {
        auto const c = utf8::unchecked::next(at);
        if (is_word(c) && is_word(before)) pairs.push_back(Pair{before} << bits | c);
        before = c;
    }
    std::ranges::sort(pairs);
    return pairs;
}

/// Phrases that are in every second message and say nothing of its matter.
constexpr std::string_view phrases =
    "您好 你好 请您 请问 我们 你们 他们 感谢 谢谢 什么 怎么 可以 已经 一下 没有 有没 这个 那个 亲亲 关注 "
    "支持 抱歉 "
    "非常 客服 小编 私信 稍后 回复 麻烦 的话 时候 是不 不是 还没 多少 不会 一个 为什 有人 人吗 知道 如何 "
    "为您 给您 "
    "您的 你的 我的 的是";

Pairs matter_of(std::string_view text) {
    static auto const empty_talk = pairs_of(phrases);
    auto matter = pairs_of(text);
    auto const [end, last] = std::ranges::unique(matter);
    matter.erase(end, last);
    std::erase_if(matter, [](Pair pair) { return std::ranges::binary_search(empty_talk, pair); });
    return matter;
}

std::size_t in_common(Pairs const& a, Pairs const& b) {
    Pairs both;
    std::ranges::set_intersection(a, b, std::back_inserter(both));
    return both.size();
}

bool brings_a_fact(std::string_view text) {
    constexpr std::array facts{"http", "今天", "今晚", "明天", "后天", "周一", "周二", "周三",
                               "周四", "周五", "周六", "周日", "本周", "下周", "月底", "月初",
                               "点击", "链接", "页面", "可以", "不能", "需要"};
    bool const digit = text.find_first_of("0123456789") != text.npos;
    return digit ||
           std::ranges::any_of(facts, [&](char const* fact) { return text.find(fact) != text.npos; });
}

/// `^王` or `-小李`: what stands between the last mark of a signature and the end.
std::string_view after_last_mark(std::string_view text) {
    constexpr std::array marks{"^", "-", "—", "－"};
    std::size_t begin = 0;
    for (std::string_view const mark : marks) {
        auto const at = text.rfind(mark);
        if (at != text.npos) begin = std::max(begin, at + mark.size());
    }
    return begin == 0 ? std::string_view{} : trim(text.substr(begin));
}

bool is_name(std::string_view text) {
    bool letters = false;
    for (auto at = text.begin(); at != text.end();) {
        auto const c = utf8::unchecked::next(at);
        bool const letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= 0x4E00 && c <= 0x9FFF);
        if (!letter && !(c >= '0' && c <= '9')) return false;
        letters = letters || letter;
    }
    return letters;
}

}  // namespace

bool is_pleasantry(std::string_view text, tone::FanVerdict const& verdict, bool after_trouble) {
    if (!verdict.has(tone::FanLabel::closing)) return false;
    if (!after_trouble) return true;
    constexpr std::array turned{"谢谢啊", "谢谢您啊", "谢谢你啊", "谢谢您嘞", "谢谢呢", "感谢啊", "[微笑]",
                                "🙂",     "呵呵",     "[good]",   "真行",     "厉害了", "[再见]", "👋"};
    return std::ranges::none_of(turned, [&](char const* sign) { return text.find(sign) != text.npos; });
}

std::string_view without_prefix(std::string_view text) {
    constexpr std::string_view prefix = "回复@";
    if (!text.starts_with(prefix)) return text;
    constexpr std::string_view wide = "：";
    auto const narrow_at = text.find(':');
    auto const wide_at = text.find(wide);
    if (narrow_at == text.npos && wide_at == text.npos) return text;
    return trim(narrow_at < wide_at ? text.substr(narrow_at + 1) : text.substr(wide_at + wide.size()));
}

Automatic robot_in(std::string_view text, std::string_view source, Robots const& robots) {
    constexpr std::array marks{"【自动回复】", "[自动回复]", "（自动回复）",
                               "(自动回复)",   "自动回复：", "自动回复:"};
    auto const own = without_prefix(text);
    if (std::ranges::any_of(marks, [&](char const* mark) { return own.starts_with(mark); }))
        return Automatic::marked;
    auto const named = [&](std::string const& part) {
        return !part.empty() && source.find(part) != source.npos;
    };
    if (std::ranges::any_of(robots.sources, named)) return Automatic::source;
    auto const alike = [&](std::string const& known) { return likeness(own, known) >= nearly_the_same; };
    return std::ranges::any_of(robots.texts, alike) ? Automatic::text : Automatic::no;
}

bool is_listed(std::string_view client, std::vector<std::string> const& parts) {
    auto const named = [client](std::string const& part) { return client.find(part) != client.npos; };
    return client.empty() || parts.empty() || std::ranges::any_of(parts, named);
}

std::string sign_off(std::string_view text) {
    constexpr std::size_t longest = 6;
    auto name = after_last_mark(trim(text));
    for (std::string_view const role : {"客服", "在线客服"}) {
        if (name.starts_with(role) && name.size() > role.size()) name.remove_prefix(role.size());
    }
    bool const role_only = name == "小编" || name == "客服" || name == "官方";
    bool const fits = !name.empty() && code_points(name) <= longest && is_name(name) && !role_only;
    return fits ? std::string{name} : std::string{};
}

double likeness(std::string_view a, std::string_view b) {
    auto const left = pairs_of(a);
    auto const right = pairs_of(b);
    if (left.empty() || right.empty()) return trim(a) == trim(b) ? 1 : 0;
    return 2.0 * static_cast<double>(in_common(left, right)) /
           static_cast<double>(left.size() + right.size());
}

bool share_words(std::string_view a, std::string_view b) {
    return in_common(matter_of(a), matter_of(b)) > 0;
}

LooseAnswer::LooseAnswer(std::string_view text)
    : matter_{matter_of(text)}, brings_a_fact_{brings_a_fact(text)} {}

bool LooseAnswer::fits(std::string_view question) const {
    if (!brings_a_fact_) return false;
    auto const asked = matter_of(question);
    auto const shared = in_common(asked, matter_);
    return shared >= 2 && shared * 5 >= asked.size() * 2;
}

std::vector<std::string> names_called(std::string_view text) {
    auto const in_name = [](std::uint32_t c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' ||
               c == '-' || (c >= 0x3400 && c <= 0x9FFF);
    };
    std::vector<std::string> names;
    auto rest = without_prefix(text);
    for (auto at = rest.find('@'); at != rest.npos && names.size() < most_names; at = rest.find('@')) {
        rest.remove_prefix(at + 1);
        auto end = rest.begin();
        for (auto next = end; next != rest.end() && in_name(utf8::unchecked::next(next));)
            end = next;
        auto const length = static_cast<std::size_t>(end - rest.begin());
        if (length > 0) names.emplace_back(rest.substr(0, length));
        rest.remove_prefix(length);
    }
    return names;
}

}  // namespace rw::care
