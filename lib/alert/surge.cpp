// The trouble of a storm.
#include "alert/waiting.hpp"
#include "core/text.hpp"

namespace rw::alert {
namespace {

constexpr std::size_t longest_quote = 120;  // characters
constexpr int many_fans = 10;
constexpr std::int64_t wide_reach = 1'000'000;
constexpr std::size_t most_conversations = 50;  // the others are found by their words

constexpr Phrase who{"{fans} 位粉丝", "{fans} {fans:fan|fans}"};
constexpr Phrase storm_title{
    "【{level}·扎堆投诉】{fans} 位粉丝一小时里说同一件事：“{words}”",
    "[{level} · many complaints] {fans} {fans:fan|fans} said the same within an hour: "
    "“{words}”"};
constexpr Phrase attack_title{
    "【{level}·疑似刷评】{fans} 位粉丝一小时里说同一件事：“{words}”",
    "[{level} · likely orchestrated] {fans} {fans:fan|fans} said the same within an "
    "hour: “{words}”"};
constexpr Phrase figures{
    "从 {from} 到 {to} · 平时这个钟点不超过 {usual} 位 · 粉丝合计 {reach}",
    "from {from} to {to} · usually at most {usual} at this hour · {reach} {reach:follower|followers} in all"};
constexpr Phrase storm_why{"不同的粉丝说的是同一件事：先确认原因，发一条说明",
                           "different fans say the same: find the cause first, and post one statement"};
constexpr Phrase attack_why{"文字几乎相同，多数账号没有什么粉丝：先取证，别逐条争论",
                            "nearly the same text, mostly from accounts that hardly anybody follows: keep "
                            "evidence first, do not argue one by one"};

}  // namespace

std::string surge_key(WeiboId first) {
    return "surge/" + first.text();
}

Trouble surge_trouble(AccountId const& account, care::Surge const& surge, Language language) {
    using care::Level;
    bool const crisis = surge.fans >= many_fans || surge.reach >= wide_reach;
    auto const level = crisis && !surge.orchestrated ? Level::red : Level::orange;
    auto const fans = std::to_string(surge.fans);
    Trouble trouble;
    trouble.account = account;
    trouble.key = surge_key(surge.first);
    trouble.kind = IncidentKind::surge;
    trouble.level = level;
    trouble.subject = filled(who.in(language), {{"fans", fans}});
    trouble.quote = shorten(surge.words, longest_quote);
    trouble.title = filled(
        (surge.orchestrated ? attack_title : storm_title).in(language),
        {{"level", care::name_in(level, language)}, {"fans", fans}, {"words", shorten(surge.words, 20)}});
    trouble.about = filled(figures.in(language), {{"from", beijing_clock(surge.began)},
                                                  {"to", beijing_clock(surge.last)},
                                                  {"usual", std::to_string(surge.usual)},
                                                  {"reach", in_figures(surge.reach, language)}});
    trouble.exposure.followers = surge.reach;
    trouble.exposure.voices = surge.fans;
    trouble.exposure.critical = surge.fans;
    trouble.class_name = "complaint";
    trouble.labels = {surge.orchestrated ? "orchestrated" : "organic"};
    auto const why = (surge.orchestrated ? attack_why : storm_why).in(language);
    trouble.reasons.push_back({"F07", trouble.quote, std::string{why}});
    trouble.conversations = surge.conversations;
    if (trouble.conversations.size() > most_conversations) trouble.conversations.resize(most_conversations);
    return trouble;
}

}  // namespace rw::alert
