// Fans who wait, what cannot wait, our own words, and storms.
#include "told.hpp"

#include "alert/waiting.hpp"
#include "care/matching.hpp"
#include "core/text.hpp"

namespace rw::test {
namespace {

using care::Passed;
using care::Risk;
using tone::FanLabel;
using tone::ReplyLabel;

AccountId const account{"yunzhi"};
Uid const brand{1904178193};
TimePoint const began = TimePoint{std::chrono::sys_days{std::chrono::year{2026} / 11 / 26}} + 2h;
constexpr std::string_view nick = "小鱼爱吃鱼";
constexpr std::string_view plea =
    "退款第5天了，打13800138000，身份证11010519900307128X，卡6222020100000000008，车浙A12345，"
    "住阳光小区3栋2单元501，还在吗";
constexpr std::string_view slip = "呵呵，就这？{昵称}您的手机13800138000没错吧";

/// A talk under the brand's post; what is said comes in by the door that masks it.
class Talk {
public:
    explicit Talk(std::string_view name = nick, Kind kind = Kind::comment) {
        talk_.id = ConversationId{"4D96XNC584DMG"};
        talk_.root = WeiboId{5'100'000'000'000'001};
        talk_.root_author = brand;
        talk_.fan = {Uid{5'100'000'001}, std::string{name}, 32'150, -1};
        talk_.kind = kind;
    }

    /// The fan's words at `at`; the label's reason are the characters from `start` to `end`.
    Talk& asks(std::int64_t id, Span at, std::string_view text, tone::Reason reason, std::uint8_t risk = 1) {
        auto event = event_at(id, at, text, false);
        std::get<care::Asked>(event.what).verdict = {{reason}, risk, true};
        care::add(talk_, std::move(event));
        return *this;
    }
    Talk& replies(std::int64_t id, Span at, std::string_view text, tone::ReplyVerdict verdict = {}) {
        auto event = event_at(id, at, text, true);
        auto& reply = std::get<care::Replied>(event.what);
        reply.verdict = std::move(verdict);
        reply.judged_with = WeiboId{1};
        care::add(talk_, std::move(event));
        return *this;
    }
    Talk& passes(std::int64_t id, Span at, Passed::Which which, bool observed = true) {
        care::add(talk_, {began + at, Passed{which, WeiboId{id}, observed}});
        return *this;
    }
    Talk& spreads(std::int64_t id, std::int64_t likes, std::int64_t reposts) {
        care::add(talk_, {began + 10min, care::Spread{WeiboId{id}, likes, reposts}});
        return *this;
    }
    Talk& with(care::Crowd crowd) {
        talk_.crowd = std::move(crowd);
        return *this;
    }
    care::Conversation const& kept() const { return talk_; }

private:
    care::Event event_at(std::int64_t id, Span at, std::string_view text, bool by_brand) const {
        Utterance said;
        said.id = WeiboId{id};
        said.kind = talk_.kind;
        said.text = text;
        said.author = by_brand ? Person{brand, "云栖", 0, 2} : talk_.fan;
        said.created_at = began + at;
        said.seen_at = began + at + 2min;
        care::Place const place{talk_.id, talk_.root, talk_.root, talk_.fan.uid, by_brand};
        return care::event_of(place, said, care::Policy{});
    }

    care::Conversation talk_;
};

/// Somebody who looks at a talk in one language.
class Teller {
public:
    Teller(Talk const& talk, Language language) : talk_{talk.kept()}, language_{language} {}

    alert::Trouble waits(Span after) const {
        return alert::waiting_trouble(waiting(), began + after).value();
    }
    alert::Trouble promised(Span after) const {
        return alert::promise_trouble(waiting(), began + after).value();
    }
    alert::Trouble cannot_wait(Span after) const {
        return alert::fan_risk_trouble(waiting(), began + after).value();
    }
    alert::Trouble risks(Risk::What what, std::int64_t item) const {
        return alert::risk_trouble(waiting(), {what, WeiboId{item}});
    }

private:
    alert::Waiting waiting() const {
        return {account,  talk_, standing_, policy_.bands, "https://weibo.com/1904178193/QhAbC1dEf",
                language_};
    }

    care::Policy policy_;
    care::Conversation talk_;
    care::Standing standing_ = care::fold(talk_, policy_);
    Language language_;
};

tone::Reason complains() {
    return {FanLabel::complaint, 0, 0, 6};
}
Talk complaint() {
    Talk talk;
    return talk.asks(1, 0s, plea, complains());
}
Talk prodded() {
    auto talk = complaint();
    return talk.asks(2, 20min, "人呢", {FanLabel::prod, 0, 0, 2})
        .asks(3, 40min, "在吗", {FanLabel::prod, 0, 0, 2});
}

std::vector<Scene> waits(Language language) {
    auto const late = prodded().passes(1, 60min, Passed::Which::ceiling);
    auto const near = complaint().passes(1, 20min, Passed::Which::warn);
    Talk unseen{"", Kind::message};
    unseen.asks(1, 0s, "东西坏了，没人管吗", complains()).passes(1, 60min, Passed::Which::ceiling, false);
    auto const promised =
        complaint().replies(2, 5min, "2小时内给您答复").passes(2, 125min, Passed::Which::promise);
    return {
        {"late", Teller{late, language}.waits(72min),
         parts(language, {"红色", "投诉超时", "@小***鱼", "1小时12分", "2次"},
               {"RED", "complaint late", "@小***鱼", "1 h 12 min", "asked again twice"})},
        {"late_unseen", Teller{unseen, language}.waits(3h),
         parts(language, {"橙色", "投诉超时", "私信粉丝", "3小时"},
               {"ORANGE", "complaint late", "A fan in private", "3 h"})},
        {"prebreach", Teller{near, language}.waits(21min),
         parts(language, {"黄色", "投诉即将超时", "@小***鱼", "21分钟"},
               {"YELLOW", "complaint nearly late", "@小***鱼", "21 min"})},
        {"promise", Teller{promised, language}.promised(245min),
         parts(language, {"橙色", "承诺过期", "@小***鱼", "2小时"},
               {"ORANGE", "promise broken", "@小***鱼", "2 h"})},
    };
}

std::vector<Scene> words(Language language) {
    Talk hurt;
    hurt.asks(1, 0s, "用完脸肿了，人在医院，打13800138000", {FanLabel::safety, 0, 0, 5}, 3)
        .spreads(1, 860, 37);
    auto const mocked = complaint()
                            .replies(2, 5min, slip, {{{ReplyLabel::mocking, 0, 0, 2}}, 2, true, false})
                            .with({9, 4, began + 10min, WeiboId{9}, 2, "这客服太过分了"});
    auto const delicate = complaint().replies(2, 5min, "这个问题我们内部也常聊哈哈", {{}, 3, true, true});
    return {
        {"fan_risk", Teller{hurt, language}.cannot_wait(4min),
         parts(language, {"橙色", "受伤", "@小***鱼"}, {"ORANGE", "somebody is hurt", "@小***鱼", "4 min"})},
        {"misstep", Teller{mocked, language}.risks(Risk::What::misstep, 2),
         parts(language, {"橙色", "我方回复嘲讽", "@小***鱼"}, {"ORANGE", "our reply: mocks", "@小***鱼"})},
        {"misstep_delicate", Teller{delicate, language}.risks(Risk::What::misstep, 2),
         parts(language, {"红色", "敏感话题", "@小***鱼"}, {"RED", "delicate matter", "@小***鱼"})},
    };
}

/// Each risk that does not lie in the words themselves.
std::vector<Scene> risks(Language language) {
    using What = Risk::What;
    struct Row {
        What what;
        std::string name;
        std::string chinese;
        std::string english;
    };
    auto const answered = complaint().replies(2, 26h, "您好，请私信订单号");
    std::vector<Scene> all;
    for (auto const& row : {Row{What::removed, "removed", "粉丝评论被删", "comment removed"},
                            Row{What::unsaid, "unsaid", "我方回复被删", "our reply removed"},
                            Row{What::misdirected, "misdirected", "回错了人", "wrong fan answered"},
                            Row{What::edited, "edited", "答后改话", "words changed after our answer"},
                            Row{What::repeated, "repeated", "重复回复", "reply repeated"},
                            Row{What::late_and_cold, "late_and_cold", "晚且冷", "late and cold"},
                            Row{What::argue_loop, "argue_loop", "公开争执", "public quarrel"},
                            Row{What::restated, "restated", "删了重发", "deleted and posted again"},
                            Row{What::strange_client, "strange_client", "陌生客户端", "unknown client"},
                            Row{What::turned, "turned", "越回越气", "worse after our reply"},
                            Row{What::canned, "canned", "套话群发", "same words to many"},
                            Row{What::odd_hour, "odd_hour", "深夜诈尸", "dead of night"}}) {
        auto const item = row.what == What::removed || row.what == What::edited ? 1 : 2;
        all.push_back({"misstep_" + row.name, Teller{answered, language}.risks(row.what, item),
                       parts(language, {row.chinese, "@小***鱼"}, {row.english, "@小***鱼"})});
    }
    return all;
}

care::Surge storm() {
    care::Surge surge;
    surge.first = WeiboId{71};
    surge.words = "五天了退款没到账，问客服就是等等等";
    surge.conversations = {ConversationId{"4D96XNC584DMG"}, ConversationId{"7QX2M0V8K1RTA"}};
    surge.fans = 12;
    surge.usual = 2;
    surge.reach = 48'213;
    surge.began = began;
    surge.last = began + 50min;
    return surge;
}

std::vector<Scene> storms(Language language) {
    auto attack = storm();
    attack.orchestrated = true;
    attack.fans = 6;
    attack.reach = 1;
    return {
        {"surge", alert::surge_trouble(account, storm(), language),
         parts(language, {"红色", "扎堆投诉", "12 位粉丝", "一小时"},
               {"RED", "many complaints", "12 fans", "an hour"})},
        {"surge_orchestrated", alert::surge_trouble(account, attack, language),
         parts(language, {"橙色", "疑似刷评", "6 位粉丝", "一小时"},
               {"ORANGE", "likely orchestrated", "6 fans", "an hour"})},
    };
}

}  // namespace

TimePoint const told_at = began + 72min;

std::vector<std::string_view> private_words() {
    return {nick, "13800138000", "11010519900307128X", "6222020100000000008", "浙A12345", "3栋2单元501"};
}

std::vector<Scene> scenes_of_people(Language language) {
    std::vector<Scene> all;
    for (auto* const some : {waits, words, risks, storms}) {
        for (auto& scene : some(language))
            all.push_back(std::move(scene));
    }
    return all;
}

}  // namespace rw::test
