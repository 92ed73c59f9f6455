// The trouble of a storm.
#include "alert/waiting.hpp"
#include "core/text.hpp"

namespace rw::alert {
namespace {

constexpr std::size_t longest_quote = 120;  // characters
constexpr int many_fans = 10;
constexpr std::int64_t wide_reach = 1'000'000;
constexpr std::size_t most_conversations = 50;  // the others are found by their words

}  // namespace

std::string surge_key(WeiboId first) {
    return "surge/" + first.text();
}

Trouble surge_trouble(AccountId const& account, care::Surge const& surge,
                      [[maybe_unused]] Language language) {
    using care::Level;
    bool const crisis = surge.fans >= many_fans || surge.reach >= wide_reach;
    auto const level = crisis && !surge.orchestrated ? Level::red : Level::orange;
    auto const fans = std::to_string(surge.fans);
    Trouble trouble;
    trouble.account = account;
    trouble.key = surge_key(surge.first);
    trouble.kind = IncidentKind::surge;
    trouble.level = level;
    trouble.subject = fans + " 位粉丝";
    trouble.quote = shorten(surge.words, longest_quote);
    trouble.title = "【" + std::string{care::in_chinese(level)} +
                    (surge.orchestrated ? "·疑似刷评】" : "·扎堆投诉】") + fans +
                    " 位粉丝一小时里说同一件事：“" + shorten(surge.words, 20) + "”";
    trouble.about = "从 " + beijing_clock(surge.began) + " 到 " + beijing_clock(surge.last) +
                    " · 平时这个钟点不超过 " + std::to_string(surge.usual) + " 位 · 粉丝合计 " +
                    std::to_string(surge.reach);
    trouble.exposure.followers = surge.reach;
    trouble.exposure.voices = surge.fans;
    trouble.exposure.critical = surge.fans;
    trouble.class_name = "complaint";
    trouble.labels = {surge.orchestrated ? "orchestrated" : "organic"};
    trouble.reasons.push_back({"F07", trouble.quote,
                               surge.orchestrated ? "文字几乎相同，多数账号没有什么粉丝：先取证，别逐条争论"
                                                  : "不同的粉丝说的是同一件事：先确认原因，发一条说明"});
    trouble.conversations = surge.conversations;
    if (trouble.conversations.size() > most_conversations) trouble.conversations.resize(most_conversations);
    return trouble;
}

}  // namespace rw::alert
