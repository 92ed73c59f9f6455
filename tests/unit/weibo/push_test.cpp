// What the fan service sends: signatures, and bodies as the documentation shows them (weibo-api 8).
#include "weibo/push.hpp"

#include "core/hash.hpp"
#include "support/printing.hpp"
#include "weibo/permalink.hpp"

#include <catch2/catch.hpp>

#include <set>

using namespace rw;
using namespace rw::weibo;

namespace {

Secret const secret{"xyz123xyz"};
PushSignature const published{"90e4c22c90a58f26526c2dd5b6c56c8822edeaa1", "1397022061823", "57155157"};

std::string body(std::string const& rest) {
    return R"({"receiver_id":1902538057,"sender_id":2489518277,"created_at":"Mon Jul 16 18:09:20 +0800 2012",)" +
           rest + "}";
}

Utterance said(std::string const& rest) {
    auto const push = decode_push(body(rest));
    REQUIRE(push);
    return utterance_of(*push, std::get<PushedMessage>(push->what), push->created_at + 2s);
}

}  // namespace

TEST_CASE("the published signature is right, and nothing near it is", "[weibo][weibo-api 8.1]") {
    CHECK(check_signature(secret, published));
    struct Row {
        std::string what;
        PushSignature fields;
        bool right;
    };
    std::vector<Row> const rows{
        {"in capitals", {"90E4C22C90A58F26526C2DD5B6C56C8822EDEAA1", "1397022061823", "57155157"}, true},
        {"one digit off", {"90e4c22c90a58f26526c2dd5b6c56c8822edeaa2", "1397022061823", "57155157"}, false},
        {"cut off", {"90e4c22c90a58f26526c2dd5b6c56c8822edeaa", "1397022061823", "57155157"}, false},
        {"another time", {published.signature, "1397022061824", "57155157"}, false},
        {"another nonce", {published.signature, "1397022061823", "57155158"}, false},
        {"no nonce", {published.signature, "139702206182357155157", ""}, false},
        {"nothing", {}, false},
    };
    for (auto const& row : rows) {
        CAPTURE(row.what);
        CHECK(check_signature(secret, row.fields) == row.right);
    }
    CHECK_FALSE(check_signature(Secret{"xyz123xyy"}, published));
    CHECK_FALSE(check_signature(Secret{}, published));
}

TEST_CASE("the time of a push is in milliseconds or seconds", "[weibo][weibo-api 8.1]") {
    CHECK(parse_push_time("1397022061823") == from_millis(1'397'022'061'823));
    CHECK(parse_push_time("1397022061") == from_millis(1'397'022'061'000));
    for (auto const* text :
         {"", "0", "-1", "now", "1397022061823 ", "1e12", "999999999999999", "99999999999999999999"})
        CHECK_FALSE(parse_push_time(text));
}

TEST_CASE("each kind of push is known by what it is", "[weibo][weibo-api 8.3]") {
    struct Row {
        std::string rest;
        std::string_view type;
    };
    std::vector<Row> const rows{
        {R"("type":"text","text":"你好","data":{})", "text"},
        {R"("type":"position","text":"我在这里: http://t.cn/zQgLLYO","data":{"longitude":"116.3","latitude":"39.9"})",
         "position"},
        {R"("type":"voice","text":"发了一个语音消息","data":{"vfid":821804459,"tovfid":821804469})", "voice"},
        {R"("type":"image","text":"发了一张图片","data":{"vfid":821804459,"tovfid":821804469})", "image"},
        {R"("type":"event","text":"关注事件消息","data":{"subtype":"follow"})", "event"},
        {R"("type":"event","text":"取消关注事件消息","data":{"subtype":"unfollow"})", "event"},
        {R"("type":"event","text":"","data":{"subtype":"scan_follow","key":"123","ticket":"x"})", "event"},
        {R"("type":"event","text":"","data":{"subtype":"click","key":"MENU_1"})", "event"},
        {R"("type":"mention","text":"@云织","data":{"subtype":"status","key":"3424883176420210"})",
         "mention"},
        {R"("type":"mention","text":"@云织","data":{"subtype":"comment","key":3424883176420210})", "mention"},
        {R"("type":"event","text":"","data":{"subtype":"lottery"})", "unknown"},
        {R"("type":"mention","text":"","data":{"subtype":"article","key":"1"})", "unknown"},
        {R"("type":"hologram","data":[])", "unknown"},
        {R"("type":7)", "unknown"},
        {R"("text":"no type")", "unknown"},
    };
    for (auto const& row : rows) {
        CAPTURE(row.rest);
        auto const push = decode_push(body(row.rest));
        REQUIRE(push);
        CHECK(type_of(*push) == row.type);
        CHECK(push->receiver == Uid{1902538057});
    }
    auto const mention = decode_push(body(rows[9].rest));
    CHECK(std::get<PushedMention>(mention->what).where == PushedMention::Where::comment);
    CHECK(std::get<PushedMention>(mention->what).id == WeiboId{3424883176420210});
    CHECK(std::get<PushedUnknown>(decode_push(body(rows[10].rest))->what).type == "event/lottery");
}

TEST_CASE("numbers may be texts, and what is absent may be null", "[weibo][weibo-api 1]") {
    auto const push = decode_push(
        R"({"type":"text","receiver_id":"1902538057","sender_id":"2489518277","created_at":"Mon Jul 16 18:09:20 +0800 2012","text":null,"data":null,"more":{"a":[1]}})");
    REQUIRE(push);
    CHECK(push->sender == Uid{2489518277});
    CHECK(std::get<PushedMessage>(push->what).text.empty());
}

TEST_CASE("what is no push is refused in words", "[weibo]") {
    struct Row {
        std::string body;
        std::string words;
    };
    std::vector<Row> const rows{
        {"", "not JSON"},
        {"<xml><MsgType>text</MsgType></xml>", "not JSON"},
        {R"({"type":"text",})", "not JSON"},
        {"[]", "no JSON object"},
        {R"({"type":"text"})", "no `receiver_id`"},
        {R"({"type":"text","receiver_id":-5})", "no `receiver_id`"},
        {R"({"type":"text","receiver_id":1})", "without `sender_id`"},
        {R"({"type":"text","receiver_id":1,"sender_id":2})", "`created_at`"},
        {R"({"type":"text","receiver_id":1,"sender_id":2,"created_at":"Mon Jul 16 18:09:20 +0800 2040"})",
         "`created_at`"},
        {R"({"type":"mention","receiver_id":1,"data":{"subtype":"status","key":"x"}})", "without an id"},
        {std::string(100, '[') + std::string(100, ']'), "nested too deeply"},
    };
    for (auto const& row : rows) {
        CAPTURE(row.body);
        auto const push = decode_push(row.body);
        REQUIRE_FALSE(push);
        CHECK(push.error().kind == Fault::bad_input);
        CHECK(push.error().doing.find(row.words) != std::string::npos);
    }
}

TEST_CASE("a message stands under no post and says what it is", "[weibo]") {
    auto const text = said(R"("type":"text","text":"请问几点发货","data":{})");
    CHECK(text.kind == Kind::message);
    CHECK(text.root.none());
    CHECK(text.parent.none());
    CHECK(text.author.uid == Uid{2489518277});
    CHECK(text.text == "请问几点发货");
    CHECK(text.created_at == from_millis(1'342'433'360'000));
    CHECK(text.seen_at == text.created_at + 2s);
    CHECK(permalink(text.root_author, text.root).empty());
    CHECK(said(R"("type":"image","text":"发了一张图片","data":{"vfid":1})").text == "发了一张图片（图片）");
    CHECK(said(R"("type":"voice","text":"发了一个语音消息","data":{"vfid":1})").text ==
          "发了一个语音消息（语音）");
}

TEST_CASE("a message that is sent again has the id it had, and no other has it", "[weibo][weibo-api 8.2]") {
    auto const one = R"("type":"image","text":"发了一张图片","data":{"vfid":1,"tovfid":2})";
    CHECK(said(one).id == said(one).id);
    // What is stored outlives the program that made it: the id of a message is the same in every build.
    auto const known =
        (std::int64_t{1'342'433'360} << 32) |
        static_cast<std::int64_t>(
            fnv1a("2489518277\n1342433360\nimage\n发了一张图片\n{\"vfid\":1,\"tovfid\":2}") & 0xffffffffU);
    CHECK(said(one).id == WeiboId{known});
    std::set<WeiboId> ids;
    for (auto const* rest :
         {one, R"("type":"image","text":"发了一张图片","data":{"vfid":3,"tovfid":4})",
          R"("type":"text","text":"发了一张图片","data":{})", R"("type":"text","text":"你好","data":{})",
          R"("type":"text","text":"你好!","data":{})"})
        ids.insert(said(rest).id);
    CHECK(ids.size() == 5);
    CHECK(*ids.begin() >= WeiboId{std::int64_t{1} << 60});
    CHECK(*ids.rbegin() > first_id_at(TimePoint{std::chrono::sys_days{std::chrono::year{2100} / 1 / 1}}));
}
