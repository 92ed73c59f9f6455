// A conversation as people read it on a terminal.
#include "replywatch/talk.hpp"
#include "care/handling.hpp"
#include "replywatch/table.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <sstream>

using namespace rw;
using namespace rw::cli;

namespace {

TimePoint const now = from_rfc3339("2026-11-26T11:14:00+08:00").value();

/// As the API shows it: a complaint claimed by li, answered by a robot, by a colleague to somebody else, and
/// by li.
constexpr auto answered = R"({
  "id":"8f3k","account":"yunzhi","state":"waiting","class":"complaint","level":"orange",
  "fan":{"uid":"5100000001","name":"小***鱼","followers":32000,"tier":"core"},
  "text":"退款第5天了","url":"https://weibo.com/1904178193/Abc","waiting_since":"2026-11-26T02:02:00.000Z",
  "due_at":"2026-11-26T03:02:00.000Z","waited_s":4320,"observed":true,"prods":2,
  "reaction":{"comments":12,"critical":3,"text":"店大欺客"},
  "claimed_by":"li","claimed_until":"2026-11-26T04:31:00.000Z","assigned_by":"wang",
  "paused_until":"2026-11-27T10:00:00.000Z","paused_by":"li","pause_reason":"等仓库回话",
  "moved_to_private":true,"probably_answered":true,"edited_after_answer":false,"aged":false,"early":false,
  "promises":[{"due_at":"2026-11-26T02:30:00.000Z","broken":true,"reply":"4"},
              {"due_at":"2026-11-26T10:00:00.000Z","broken":false,"reply":"5"}],
  "answered_as":null,"outcome":null,"statement":null,
  "replies":[
    {"id":"3","uid":"1904178193","auto":true,"auto_because":"marked","misdirected":false,"deleted":false,
     "answered_as":null,"match":{"how":"reply_comment","confidence":1.0}},
    {"id":"4","uid":"1904178193","auto":false,"auto_because":null,"misdirected":true,"deleted":false,
     "answered_as":null,"match":{"how":"reply_comment","confidence":1.0}},
    {"id":"5","uid":"1904178193","auto":false,"auto_because":null,"misdirected":false,"deleted":true,
     "answered_as":{"name":"li","by":"claim"},"match":{"how":"text","confidence":0.5}}],
  "timeline":[
    {"at":"2026-11-26T02:02:00.000Z","what":"prodded","actor":"fan","text":"在吗","of":"1"},
    {"at":"2026-11-26T02:20:00.000Z","what":"warned","actor":"clock","text":"","of":"1"},
    {"at":"2026-11-26T02:31:00.000Z","what":"assigned","actor":"li","text":"wang","until":"2026-11-26T04:31:00.000Z"},
    {"at":"2026-11-26T02:31:00.000Z","what":"claimed","actor":"li","text":"","until":"2026-11-26T04:31:00.000Z"},
    {"at":"2026-11-26T02:32:00.000Z","what":"auto_replied","actor":"1904178193","text":"【自动回复】您好","of":"3"},
    {"at":"2026-11-26T02:33:00.000Z","what":"replied","actor":"1904178193","text":"@阿强 好了","of":"4"},
    {"at":"2026-11-26T02:33:00.000Z","what":"misdirected","actor":"brand","text":"4","of":"4"},
    {"at":"2026-11-26T02:40:00.000Z","what":"replied","actor":"1904178193","text":"今天到账\u001b[2J","of":"5"},
    {"at":"2026-11-26T02:41:00.000Z","what":"settled","actor":"clock","text":"abcd","of":"1"},
    {"at":"2026-11-26T02:42:00.000Z","what":"paused","actor":"li","text":"等仓库回话","until":"2026-11-27T10:00:00.000Z"},
    {"at":"2026-11-25T02:43:00.000Z","what":"closed","actor":"li","text":"noted-feedback"},
    {"at":"2026-11-26T02:44:00.000Z","what":"reclassified","actor":"li","text":"sarcasm","of":"1"},
    {"at":"2026-11-26T02:45:00.000Z","what":"from_the_future","actor":"","text":""}
  ]})";

rapidjson::Document parsed(char const* text) {
    rapidjson::Document document;
    document.Parse(text);
    REQUIRE_FALSE(document.HasParseError());
    return document;
}

}  // namespace

TEST_CASE("a conversation is told in Chinese", "[cli][golden]") {
    CHECK(in_full(cli::Language::zh, parsed(answered), now) ==
          "【橙】投诉  @小***鱼（核心粉，3.2万粉丝）  等待中\n"
          "已等 1小时12分 · 超 12分钟 · 催了 2 次\n"
          "认领：li（到 12:31），wang 指派\n"
          "li 暂停（到 11-27 18:00）：等仓库回话\n"
          "已私信答复，公开处还差一句话\n"
          "可能已经答复（没有指名），请看一眼\n"
          "承诺：10:30 前再答复（已过期，没有下文）\n"
          "承诺：18:00 前再答复\n"
          "围观：12 条评论，其中批评 3 条，最重的：“店大欺客”\n"
          "https://weibo.com/1904178193/Abc\n"
          "\n"
          "10:02        粉丝催促：“在吗”\n"
          "10:20        提醒：快到上限\n"
          "10:31        wang 指派给 li（到 12:31）\n"
          "10:31        li 认领（到 12:31）\n"
          "10:32        自动回复，不算答复（写明【自动回复】）：“【自动回复】您好”\n"
          "10:33        我方 1904178193 回复：“@阿强 好了”（点名了别人，不算）\n"
          "10:33        这条回复点名了别人，不算\n"
          "10:40        li 回复：“今天到账 [2J”（按认领）（可能是答复，没有指名）（已删除）\n"
          "10:42        li 暂停（到 11-27 18:00）：等仓库回话\n"
          "11-25 10:43  li 关闭：已记录反馈\n"
          "10:44        li 更正判断：应为 反讽\n"
          "10:45        from_the_future\n");
}

TEST_CASE("the same in English", "[cli][golden]") {
    auto const told = in_full(cli::Language::en, parsed(answered), now);
    CHECK(
        told.starts_with("【ORANGE】complaint  @小***鱼 (core, 32,000 followers)  waiting\n"
                         "waiting 1h 12m · 12m over · asked again 2×\n"
                         "held by li (until 12:31), assigned by wang\n"
                         "paused by li (until 11-27 18:00): 等仓库回话\n"));
    for (auto const* line :
         {"10:02        fan asks again: “在吗”\n", "10:20        warning: nearly late\n",
          "10:31        wang assigned it to li (until 12:31)\n",
          "10:32        automatic reply, no answer (it says 【自动回复】): “【自动回复】您好”\n",
          "10:44        li corrected the verdict: sarcasm\n"}) {
        CAPTURE(line);
        CHECK(told.find(line) != std::string::npos);
    }
}

TEST_CASE("once answered it says by whom, how we know, and how long it took", "[cli]") {
    auto const told =
        in_full(cli::Language::zh, parsed(R"({"state":"answered","class":"praise","level":"none",
        "fan":{"uid":"5100000001","name":"","followers":null,"tier":"normal"},"waited_s":40,"observed":true,
        "answered_at":"2026-11-26T02:40:00.000Z","answered_as":{"name":null,"by":"unknown"},"early":true,
        "outcome":null,"statement":null,"claimed_by":null,"paused_until":null,"reaction":null,"url":"u",
        "promises":[],"replies":[],"timeline":[]})"),
                now);
    CHECK(told ==
          "【·】夸赞  5100000001（普通粉）  已答复\n"
          "等了 40秒\n"
          "答复：不知名的同事（不知道是谁）10:40\n"
          "答复早于下限\n"
          "u\n"
          "\n");
}

TEST_CASE("the queue marks what keeps a fan from being next", "[cli]") {
    CHECK(marks_of(cli::Language::zh, parsed(answered), now) == "停到11-27 18:00 可能已答 已私信 失约");
    CHECK(marks_of(cli::Language::zh, parsed("{}"), now).empty());
}

TEST_CASE("everything is said in both languages, and with the same things filled in", "[cli]") {
    auto const holes = [](std::string const& name, cli::Language language) {
        std::vector<std::string> found;
        for (auto const* hole : {"text",   "actor",   "until",     "because", "notes",  "by",        "name",
                                 "time",   "span",    "count",     "fan",     "tier",   "followers", "id",
                                 "reason", "outcome", "statement", "label",   "detail", "uid"}) {
            if (say(language, name) != say(language, name, {{hole, "X"}})) found.emplace_back(hole);
        }
        return found;
    };
    REQUIRE(names_of_words().size() > 100);
    for (auto const name_view : names_of_words()) {
        std::string const name{name_view};
        CAPTURE(name);
        CHECK(say(cli::Language::zh, name).empty() == say(cli::Language::en, name).empty());
        CHECK(holes(name, cli::Language::zh) == holes(name, cli::Language::en));
        CHECK(say(cli::Language::zh, name).find('{') == std::string::npos);
    }
}

TEST_CASE("whatever the API can say has words", "[cli]") {
    auto const known = [](std::string_view group, std::string_view value) {
        std::string const name{value};
        CAPTURE(group, name);
        auto const names = names_of_words();
        CHECK(std::ranges::find(names, std::string{group} + "." + name) != names.end());
        return word(cli::Language::zh, group, name);
    };
    for (std::size_t i = 0; i < care::class_count; ++i) {
        auto const kind = static_cast<care::Class>(i);
        CHECK(known("class", care::to_text(kind)) == care::in_chinese(kind));
    }
    for (std::size_t i = 0; i < care::tier_count; ++i)
        known("tier", care::to_text(static_cast<care::Tier>(i)));
    for (int i = 0; i <= static_cast<int>(tone::FanLabel::closing); ++i)
        known("label", tone::to_text(static_cast<tone::FanLabel>(i)));
    for (int i = 0; i <= static_cast<int>(care::State::removed); ++i)
        known("state", care::to_text(static_cast<care::State>(i)));
    for (int i = 1; i <= static_cast<int>(care::Automatic::quick); ++i)
        known("auto", care::to_text(static_cast<care::Automatic>(i)));
    for (int i = 0; i <= static_cast<int>(care::Author::By::roster); ++i)
        known("by", care::to_text(static_cast<care::Author::By>(i)));
    for (auto const outcome : care::outcomes())
        known("outcome", outcome);
}

TEST_CASE("every event of a timeline has words", "[cli]") {
    auto const names = names_of_words();
    auto const told = [&](decltype(care::Event::what) what) {
        auto const name = care::name_of({TimePoint{}, std::move(what)});
        CAPTURE(name);
        CHECK(std::ranges::find(names, name) != names.end());
    };
    using namespace care;
    told(Asked{});
    told(Edited{});
    told(Replied{});
    told(Misdirected{});
    told(Claimed{});
    told(Claimed{"li", "lead"});
    told(Released{});
    told(Closed{});
    told(Reopened{});
    told(Paused{});
    told(Resumed{});
    told(Covered{});
    told(MovedToPrivate{});
    told(Reclassified{});
    told(Rejudged{});
    for (auto const which : {Passed::Which::warn, Passed::Which::ceiling, Passed::Which::expiry,
                             Passed::Which::aged, Passed::Which::promise})
        told(Passed{which, WeiboId{}});
    told(Settled{});
    told(Withdrawn{});
    told(ReplyWithdrawn{});
    told(RemovedByBrand{});
    told(Unknown{});
}

TEST_CASE("numbers are said as people say them", "[cli]") {
    CHECK(count_words(cli::Language::zh, 9999) == "9999");
    CHECK(count_words(cli::Language::zh, 10'000) == "1万");
    CHECK(count_words(cli::Language::zh, 32'400) == "3.2万");
    CHECK(count_words(cli::Language::en, 999) == "999");
    CHECK(count_words(cli::Language::en, 1'032'000) == "1,032,000");
    CHECK(wait_words(cli::Language::en, 59) == "59s");
    CHECK(wait_words(cli::Language::en, 3600) == "1h 0m");
    CHECK(wait_words(cli::Language::en, 100'000) == "1d 3h");
}

TEST_CASE("columns line up also where characters are wide", "[cli]") {
    Table table{{"编号", "holder", "words"}};
    table.add({"8f3k", "李", "退款"});
    table.add({"9", "王小明", "x"});
    std::ostringstream out;
    table.print(out, 0);
    CHECK(out.str() ==
          "编号  holder  words\n"
          "8f3k  李      退款\n"
          "9     王小明  x\n");
}

TEST_CASE("text from outside cannot move the cursor nor turn the writing", "[cli]") {
    CHECK(harmless("a\x1b[2Jb\r\nc") == "a [2Jb  c");
    CHECK(harmless("a\xC2\x9B"
                   "31mb") == "a 31mb");
    CHECK(harmless("a\u202Eb\u2066c") == "a b c");
    CHECK(harmless("退款“5”天…👍©") == "退款“5”天…👍©");
}
