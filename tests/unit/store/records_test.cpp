#include "store/records.hpp"
#include "store/pack.hpp"

#include <catch2/catch.hpp>

#include <limits>
#include <random>

using namespace rw;

namespace {

TimePoint const noon = TimePoint{std::chrono::sys_days{std::chrono::year{2026} / 10 / 12}} + 12h;

Utterance utterance() {
    Utterance said;
    said.id = WeiboId{4172222330011540};
    said.kind = Kind::comment_mention;
    said.root = WeiboId{4171730559762147};
    said.root_author = Uid{1904178193};
    said.parent = WeiboId{4171791595990463};
    said.parent_author = Uid{5590046102};
    said.author = {Uid{5590046102}, "小鱼", 320, 0};
    said.text = "你好😀";
    said.source = "iPhone客户端";
    said.created_at = noon;
    said.seen_at = noon + 3min;
    said.likes = 860;
    said.reposts = 37;
    return said;
}

care::Conversation conversation() {
    care::Conversation talk;
    talk.id = ConversationId{"4D96XNC584DMG"};
    talk.root = WeiboId{77};
    talk.root_author = Uid{1904178193};
    talk.fan = {Uid{5}, "小鱼", -1, -1};
    talk.kind = Kind::repost;
    talk.dropped = 3;
    talk.crowd = {12, 5, noon + 9s, WeiboId{8}, 2, "我也过敏了"};
    talk.post = WeiboId{66};
    care::Replied reply;
    reply.id = WeiboId{2};
    reply.by = Uid{9};
    reply.to = Uid{5};
    reply.seen_at = noon + 2s;
    reply.text = "在 ^王";
    reply.how = care::MatchedBy::by_text;
    reply.automatic = care::Automatic::source;
    reply.signed_by = "王";
    reply.on_duty = "li";
    reply.promises = noon + 24h;
    reply.verdict = {{{tone::ReplyLabel::mocking, 560, 0, 2}}, 2, true};
    reply.judged_with = WeiboId{1};
    tone::FanVerdict const verdict{{{tone::FanLabel::complaint, 200, 1, 3}}, 1, true};
    talk.events = {
        {noon, care::Asked{WeiboId{1}, Kind::comment, noon + 5s, "退款", verdict, true}},
        {noon + 1s, care::Edited{WeiboId{1}, noon + 8s, "退款！", verdict}},
        {noon + 1s, reply},
        {noon + 1s, care::Misdirected{WeiboId{2}}},
        {noon + 2s, care::Claimed{"li", "wang", noon + 2h}},
        {noon + 3s, care::Released{"li"}},
        {noon + 4s, care::Passed{care::Passed::Which::ceiling, WeiboId{1}, false}},
        {noon + 4s, care::Withdrawn{WeiboId{1}}},
        {noon + 4s, care::ReplyWithdrawn{WeiboId{2}}},
        {noon + 5s, care::Passed{care::Passed::Which::expiry, WeiboId{1}}},
        {noon + 5s, care::Closed{"li", "resolved"}},
        {noon + 6s, care::Reopened{"wang"}},
        {noon + 6s, care::Paused{"li", noon + 3h, "等仓库"}},
        {noon + 7s, care::Resumed{"li"}},
        {noon + 7s, care::Covered{"li", "https://weibo.com/1/A"}},
        {noon + 7s, care::MovedToPrivate{"li"}},
        {noon + 7s, care::Reclassified{"li", WeiboId{1}, tone::FanLabel::praise}},
        {noon + 8s, care::Passed{care::Passed::Which::promise, WeiboId{2}}},
        {noon + 8s, care::Settled{WeiboId{1}, "4D96XNC5", noon + 1h}},
        {noon + 9s, care::RemovedByBrand{WeiboId{1}}},
        {noon + 9s, care::Rejudged{"li", WeiboId{2}, std::nullopt}},
        {noon + 9s, care::Spread{WeiboId{2}, 1'200, 37}},
        {noon + 9s, care::Rejudged{"li", WeiboId{2}, tone::ReplyLabel::condescending}},
    };
    return talk;
}

alert::Incident incident() {
    alert::Incident one;
    one.id = IncidentId{"I"};
    one.key = "late/A";
    one.kind = alert::IncidentKind::blind;
    one.level = care::Level::red;
    one.state = alert::IncidentState::acked;
    one.account = AccountId{"yunzhi"};
    one.title = "标题";
    one.subject = "谁";
    one.quote = "原话";
    one.about = "情况";
    one.url = "https://weibo.com/1/a";
    one.class_name = "complaint";
    one.advice = "先公开回一句";
    one.reasons = {{"K1", "60分钟", "超时"}};
    one.conversations = {ConversationId{"A"}, ConversationId{"B"}};
    one.opened_at = noon;
    one.acked_at = noon + 1min;
    one.acked_by = "li";
    one.observed = false;
    one.resolved_at = noon + 2min;
    one.announced = true;
    one.ladder.steps = {{0s, {{alert::Target::Sort::person, "li"}}},
                        {10min, {{alert::Target::Sort::schedule, "desk"}}}};
    one.ladder.repeat = 3;
    one.ladder.repeat_interval = 30min;
    one.ladder.group_wait = 30s;
    one.ladder.group = "/yunzhi/late";
    one.ladder.next = 1;
    one.climbing_since = noon;
    one.tellings = 2;
    one.next_step_at = noon + 10min;
    one.notices = {NoticeId{"N"}};
    one.timeline = {{noon, "opened", "clock", "标题"}};
    one.tier = "core";
    one.list = "mentions";
    one.reply = WeiboId{5'066'123'456'789'012};
    one.labels = {"complaint", "prod"};
    one.held = "quiet hours";
    one.exposure = {320, 3, 12, 4, 86, 12};
    one.ladder.ack_timeout = 30min;
    return one;
}

alert::Notice notice() {
    alert::Notice one;
    one.id = NoticeId{"N"};
    one.incident = IncidentId{"I"};
    one.account = AccountId{"yunzhi"};
    one.channel = ChannelId{"ops"};
    one.mention = {"li", "lead"};
    one.news = alert::News::repeated;
    one.step = 4;
    one.group = "/yunzhi/late";
    one.level = care::Level::orange;
    one.state = alert::NoticeState::retry;
    one.made_at = noon;
    one.due = noon + 5s;
    one.possibly_repeated = true;
    one.tries = 2;
    one.shrink = 1;
    one.attempts = {{noon, "130101 send too fast", 30ms}};
    return one;
}

}  // namespace

TEST_CASE("what is packed comes back as it was", "[store]") {
    CHECK(store::unpack_utterance(store::pack(utterance())) == utterance());
    CHECK(store::unpack_conversation(conversation().id, store::pack(conversation())) == conversation());
    CHECK(store::unpack_incident(incident().id, store::pack(incident())) == incident());
    CHECK(store::unpack_notice(notice().id, store::pack(notice())) == notice());
}

TEST_CASE("an event of a newer version is kept byte for byte", "[store][architecture 12]") {
    store::Packer newer;
    newer.number(1, 99).instant(2, noon + 10s).text(3, "something new");
    store::Packer talk;
    talk.text(6, newer.bytes());
    auto const read = store::unpack_conversation(ConversationId{"A"}, talk.bytes());
    REQUIRE(read);
    REQUIRE(read->events.size() == 1);
    CHECK(read->events[0].at == noon + 10s);
    CHECK(std::holds_alternative<care::Unknown>(read->events[0].what));
    CHECK(store::pack(*read).find(newer.bytes()) != std::string::npos);
}

TEST_CASE("a deadline that a newer version knows is no deadline of ours", "[store][architecture 12]") {
    care::Conversation talk = conversation();
    talk.events = {{noon, care::Passed{static_cast<care::Passed::Which>(9), WeiboId{1}}}};
    auto const bytes = store::pack(talk);
    auto const read = store::unpack_conversation(talk.id, bytes);
    REQUIRE(read);
    REQUIRE(std::holds_alternative<care::Unknown>(read->events.at(0).what));
    CHECK(store::pack(*read) == bytes);
}

TEST_CASE("fields of a newer version are skipped", "[store][architecture 12]") {
    store::Packer newer;
    newer.text(99, "new").number(98, 7);
    CHECK(store::unpack_utterance(store::pack(utterance()) + newer.bytes()) == utterance());
}

TEST_CASE("numbers of every size are packed in as few bytes as they need", "[store]") {
    for (unsigned bits = 0; bits < 63; ++bits) {
        for (std::int64_t const value :
             {std::int64_t{1} << bits, -(std::int64_t{1} << bits), (std::int64_t{1} << bits) - 1}) {
            store::Packer out;
            out.whole(1, value);
            store::Unpacker in{out.bytes()};
            CHECK((in.next() ? in.whole() : 0) == value);
        }
    }
    for (auto const value :
         {std::numeric_limits<std::int64_t>::min(), std::numeric_limits<std::int64_t>::max()}) {
        store::Packer out;
        out.whole(1, value);
        store::Unpacker in{out.bytes()};
        REQUIRE(in.next());
        CHECK(in.whole() == value);
    }
    store::Packer small;
    small.whole(1, -1);
    CHECK(small.bytes().size() == 2);
}

TEST_CASE("broken bytes are noticed, and never more than that", "[store]") {
    auto const whole = store::pack(conversation());
    std::mt19937 dice{3};
    for (int round = 0; round < 20'000; ++round) {
        auto broken = whole;
        for (int i = 0; i < 3; ++i)
            broken[dice() % broken.size()] = static_cast<char>(dice());
        broken.resize(dice() % (broken.size() + 1));
        (void)store::unpack_conversation(ConversationId{"A"}, broken);
        (void)store::unpack_incident(IncidentId{"I"}, broken);
        (void)store::unpack_notice(NoticeId{"N"}, broken);
        (void)store::unpack_utterance(broken);
    }
    SUCCEED("no crash");
}

TEST_CASE("a seal holds version and checksum; one flipped bit breaks it", "[store][redis.md 4]") {
    auto const sealed = store::seal(7, "hello");
    auto const opened = store::unseal(sealed);
    REQUIRE(opened);
    CHECK(opened->version == 7);
    CHECK(opened->bytes == "hello");
    CHECK(sealed.substr(0, 4) == store::version_bytes(7));
    CHECK(store::version_bytes(0).empty());
    for (std::size_t byte = 4; byte < sealed.size(); ++byte) {
        auto flipped = sealed;
        flipped[byte] = static_cast<char>(flipped[byte] ^ 0x10);
        CHECK_FALSE(store::unseal(flipped));
    }
    CHECK_FALSE(store::unseal("short"));
}
