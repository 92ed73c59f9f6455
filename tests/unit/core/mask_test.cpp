#include "core/mask.hpp"

#include "core/personal.hpp"
#include "core/text.hpp"

#include <catch2/catch.hpp>

#include <random>

using namespace rw;

namespace {

struct Row {
    char const* text;
    char const* masked;
};

void check(Row const& row) {
    INFO(row.text);
    CHECK(mask_personal_data(row.text) == row.masked);
}

}  // namespace

TEST_CASE("a mobile number keeps its first three and last four digits", "[core][mask][A8]") {
    static constexpr Row rows[] = {
        {"13800138000", "138****8000"},
        {"我的电话13800138000，快打给我", "我的电话138****8000，快打给我"},
        {"138 0013 8000", "138****8000"},
        {"138-0013-8000", "138****8000"},
        {"１３８００１３８０００", "138****8000"},
        {"1３8００1３8０00打我", "138****8000打我"},
        {"+8613800138000", "+86138****8000"},
        {"+86 138-0013-8000", "+86138****8000"},
        {"vx同号19912345678", "vx同号199****5678"},
        {"13800138000/13912345678", "138****8000/139****5678"},
        {"13800138000，13912345678", "138****8000，139****5678"},
        {"13800138000 13912345678", "138****8000 139****5678"},
        {"13800138000-13912345678", "138****8000-139****5678"},
        {"2026-11-11 13800138000", "2026-11-11 138****8000"},
        {"13800138000 12:30以后打", "138****8000 12:30以后打"},
        {"第3 13800138000", "第3 138****8000"},
        {"138\u30000013\u30008000", "138****8000"},
        {"138－0013－8000", "138****8000"},
        {"138\u200B0013\u200B8000", "138****8000"},
        {"0086-13800138000", "0086138****8000"},
    };
    for (auto const& row : rows)
        check(row);
}

TEST_CASE("an identity card is known by its checksum and its date of birth", "[core][mask][A8]") {
    static constexpr Row rows[] = {
        {"身份证11010519900307128X", "身份证1101************8X"},
        {"11010519900307128x", "1101************8X"},
        {"11010519900307128Ｘ", "1101************8X"},
        {"440306198512310006", "4403************06"},
        {"440306 19851231 0006", "4403************06"},
        {"４４０３０６１９８５１２３１０００６", "4403************06"},
        {"440306198512310007", "440306198512310007"},  // the sum is wrong
        {"310101199913010015", "310101199913010015"},  // nobody is born in month 13
    };
    for (auto const& row : rows)
        check(row);
}

TEST_CASE("a bank card has sixteen to nineteen digits, an issuer and Luhn's sum", "[core][mask][A8]") {
    static constexpr Row rows[] = {
        {"卡号6222020100000000008", "卡号6222***********0008"},
        {"6222 0201 0000 0000 008", "6222***********0008"},
        {"6222020100000000008 13800138000", "6222***********0008 138****8000"},
        {"621700100000000004", "6217**********0004"},
        {"4111111111111111", "4111********1111"},
        {"5123456789012346", "5123********2346"},
        {"6222020100000000009", "6222020100000000009"},  // Luhn's sum is wrong
        {"622848000000000", "622848000000000"},          // too short
    };
    for (auto const& row : rows)
        check(row);
}

TEST_CASE("a mail address keeps its first letter and its host", "[core][mask][A8]") {
    static constexpr Row rows[] = {
        {"发到xiaoyu.li@example.com吧", "发到x***@example.com吧"},
        {"12345@qq.com", "1***@qq.com"},
        {"12 345@qq.com", "12 3***@qq.com"},
        {"发到li@example.com.", "发到l***@example.com."},
        {"li@example.com-谢谢", "l***@example.com-谢谢"},
        {"a+b_c-d@mail.example.org", "a***@mail.example.org"},
        {"@云栖 你好", "@云栖 你好"},
        {"@yunzhi.com", "@yunzhi.com"},
        {"li@yunzhi", "li@yunzhi"},
        {"买2@1元", "买2@1元"},
    };
    for (auto const& row : rows)
        check(row);
}

TEST_CASE("an order's or a parcel's number is known by the word before it or by the courier's letters",
          "[core][mask][A8]") {
    static constexpr Row rows[] = {
        {"订单号2026111112345678", "订单号2026********5678"},
        {"订单20261111123456789012", "订单2026************9012"},
        {"运单号：SF1234567890123到哪了", "运单号：SF12*******0123到哪了"},
        {"SF1234567890123", "SF12*******0123"},
        {"单号是 88812345", "单号是 8****345"},
        {"保单编号PA20261111", "保单编号P*****1111"},
    };
    for (auto const& row : rows)
        check(row);
}

TEST_CASE("a car's plate keeps its place and its last two", "[core][mask][A8]") {
    static constexpr Row rows[] = {
        {"车牌浙A12345堵在门口", "车牌浙A***45堵在门口"},
        {"粤B·D12345", "粤B·****45"},
        {"就是那辆沪a8k203", "就是那辆沪a***03"},
    };
    for (auto const& row : rows)
        check(row);
}

TEST_CASE("an address is masked where it leads to a door", "[core][mask][A8]") {
    static constexpr Row rows[] = {
        {"家住阳光小区3栋2单元501", "家住阳光小区*栋*单元***"},
        {"送到安贞里12号楼502室", "送到安贞里**号楼***室"},
        {"人民路88号3幢1201", "人民路**号*幢****"},
        {"B座1203，门口", "*座****，门口"},
    };
    for (auto const& row : rows)
        check(row);
}

TEST_CASE("numbers that belong to nobody stay", "[core][mask][A8]") {
    static constexpr char const* rows[] = {
        "",
        "打12315投诉你们，再不行打12345",
        "3·15见",
        "110",
        "399元，原价1299.00",
        "￥13,800,138,000",
        "一共卖了12800138000件",  // no mobile number begins with 12
        "2026111112345678",
        "型号SF123456",
        "门店在人民路88号二楼",
        "3号楼的电梯坏了",
        "1单元第2课",
        "新A320要开卖了",
        "京A级景区",
        "第5次问了，等了1小时12分，2026-11-11 20:00下的单",
        "1380013800",    // ten digits
        "138001380001",  // twelve
        "139.196.24.118",
        "https://weibo.com/1234567890/5368709120012345",
        "微博4850123456789018",  // a Weibo id that happens to pass Luhn
        "uid 1234567890",
        "400-820-8820",
        "95588",
    };
    for (auto const* text : rows)
        check({text, text});
}

TEST_CASE("several of a kind in one text are all masked, the words between stay", "[core][mask][A8]") {
    check({"我叫小鱼，13800138000，卡6222020100000000008，信箱li@example.com，12315见",
           "我叫小鱼，138****8000，卡6222***********0008，信箱l***@example.com，12315见"});
}

TEST_CASE("what is masked stays masked", "[core][mask][A8]") {
    static constexpr char const* rows[] = {"13800138000",    "11010519900307128X",     "6222020100000000008",
                                           "li@example.com", "+86 138-0013-8000",      "浙A12345",
                                           "3栋2单元501",    "订单号2026111112345678", "SF1234567890123",
                                           "单号88812345",   "440306198512310006"};
    for (auto const* text : rows) {
        INFO(text);
        auto const once = mask_personal_data(text);
        CHECK(once != text);
        CHECK(mask_personal_data(once) == once);
        auto const before = find_personal_data(text);
        auto const after = find_personal_data(once);
        REQUIRE(before.size() == 1);
        REQUIRE(after.size() == 1);  // what is masked is still known for what it was
        CHECK(after.front().kind == before.front().kind);
    }
}

TEST_CASE("masking leaves valid text valid and masks once, whatever is in it", "[core][mask]") {
    static constexpr char const* pieces[] = {"1",  "3",    "8",    "０", "５", " ", "-", "*",  "浙", "A",
                                             "栋", "单元", "订单", "@",  ".",  "a", "X", "云", "🐟", "62"};
    std::mt19937_64 random{11};  // NOLINT: the same texts in every run
    for (int i = 0; i < 20000; ++i) {
        std::string text;
        for (auto left = random() % 40; left > 0; --left)
            text += pieces[random() % std::size(pieces)];
        INFO(text);
        auto const once = mask_personal_data(text);
        CHECK(is_utf8(once));
        CHECK(mask_personal_data(once) == once);
    }
}

TEST_CASE("a long text of digits and letters is masked in no time", "[core][mask]") {
    std::string text;
    for (int i = 0; i < 2000; ++i)
        text += "a1 1-";
    CHECK(mask_personal_data(text) == text);
}

TEST_CASE("a screen name keeps its ends", "[core][mask][A8]") {
    static constexpr Row rows[] = {
        {"", ""},         {"鱼", "鱼*"},           {"小鱼儿", "小***儿"}, {"爱吃鱼的小猫咪", "爱***咪"},
        {"abc", "a***c"}, {"🐟小鱼🐟", "🐟***🐟"}, {"🐟", "🐟*"},         {"用户1234567890", "用***0"},
    };
    for (auto const& row : rows) {
        INFO(row.text);
        CHECK(mask_name(row.text) == row.masked);
        CHECK(is_utf8(mask_name(row.text)));
    }
}
