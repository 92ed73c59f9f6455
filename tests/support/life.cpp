#include "support/life.hpp"

#include "core/id_time.hpp"

#include <algorithm>
#include <array>
#include <random>
#include <string>
#include <string_view>
#include <utility>

namespace rw::test {
namespace {

using namespace std::string_literals;
using care::Event;

TimePoint const first_day{std::chrono::sys_days{std::chrono::year{2026} / 10 / 1}};

constexpr std::array products{"云朵沙发", "星河毛毯", "松木书桌", "晨光台灯", "青瓷茶具"};
constexpr std::array fillers{"", "，在线等", "，急", "，谢谢", "，麻烦看看", "，真的很着急", "，朋友也在问"};
constexpr std::array complaints{"退款三天了没到账，", "一直没发货，", "收到就是坏的，", "客服根本不理人，",
                                "质量太差了要求退货，"};
constexpr std::array questions{"什么时候补货", "多少钱一套", "怎么安装", "尺寸是多少", "能发顺丰吗"};
constexpr std::array praises{"太好看了吧", "用了一周很喜欢", "颜色绝了", "又回购了"};
constexpr std::array prods{"在吗", "人呢？", "还没回复我", "到底有没有人"};
constexpr std::array thanks{"谢谢", "好的谢谢", "收到啦", "谢谢小编"};
constexpr std::array turned_thanks{"谢谢啊[微笑]", "您可真行，谢谢谢谢", "呵呵，谢谢你们全家"};
constexpr std::array answers{"您好，已经帮您查了，单号已私信", "这款周五上午10点补货哦",
                             "抱歉让您久等，退款今天到账", "可以的，页面下方有说明",
                             "感谢喜欢，欢迎常来 ^王"};
constexpr std::array promises{"我们核实一下，24小时内给您答复", "明天给您处理好，抱歉",
                              "48小时内为您安排退款"};
constexpr std::array people{"王", "李", "赵"};

class Dice {
public:
    explicit Dice(std::uint64_t seed) : engine_{seed} {}
    std::uint64_t below(std::uint64_t count) { return engine_() % count; }
    bool once_in_a_hundred(unsigned times) { return below(100) < times; }
    Span between(Span from, Span to) {
        return from + Span{static_cast<std::int64_t>(below(static_cast<std::uint64_t>((to - from).count())))};
    }
    template <std::size_t N>
    std::string_view of(std::array<char const*, N> const& words) {
        return words[below(N)];
    }

private:
    std::mt19937_64 engine_;
};

struct Post {
    WeiboId id;
    TimePoint at{};
    std::vector<std::pair<TimePoint, std::string>> fans;  ///< who has asked there, and since when
};

/// One story: a fan at one place.
struct Scene {
    Person fan;
    Kind kind = Kind::comment;
    WeiboId root;
    Uid root_author;
    Post* post = nullptr;  ///< of the brand
    ConversationId conversation;
    WeiboId last;  ///< the fan's last word
    bool edits = false;
};

class Author {
public:
    explicit Author(LifePlan const& plan)
        : plan_{plan}, dice_{plan.seed * 1'000'003 + static_cast<std::uint64_t>(plan.brand)} {
        life_.begin = first_day;
        life_.end = first_day + (plan.days + 7) * 24h;
        auto const main = Uid{1'900'000'000 + plan.brand};
        staff_ = Uid{1'800'000'000 + plan.brand};
        life_.brand = {AccountId{"brand" + std::to_string(plan.brand)}, main, {main, staff_}};
        for (int at = 0; at < plan.days * 3; ++at)
            posts_.push_back({new_id(first_day + at * 8h), first_day + at * 8h, {}});
    }

    Life write() && {
        while (said_ < plan_.messages)
            tell_story();
        std::ranges::stable_sort(life_.happenings, {}, &Happening::known_at);
        return std::move(life_);
    }

private:
    /// Ids tell the second in which they were given out, and are given out once.
    WeiboId new_id(TimePoint at) {
        auto const second =
            std::chrono::duration_cast<std::chrono::seconds>(at.time_since_epoch()).count() - id_epoch;
        return WeiboId{(second << id_random_bits) + ++ids_ % (1 << id_random_bits)};
    }
    Person fan(std::uint64_t number) const {
        Person one;
        one.uid = Uid{5'000'000'000 + static_cast<std::int64_t>(number)};
        one.name = "粉丝" + std::to_string(number);
        one.followers = number % 50 == 0 ? 200'000 : static_cast<std::int64_t>(number % 900);
        if (number % 97 == 0) one.followers = 2'000'000;
        return one;
    }

    TimePoint some_time() {
        auto const day = first_day + dice_.below(static_cast<std::uint64_t>(plan_.days)) * 24h;
        bool const by_night = dice_.once_in_a_hundred(10);
        return std::chrono::floor<std::chrono::seconds>(
            day + (by_night ? dice_.between(15h, 24h) : dice_.between(0h, 15h)));
    }

    /// Gives when it is read.
    TimePoint say(Utterance one) {
        constexpr unsigned read_late = 2;
        auto const lag =
            dice_.once_in_a_hundred(read_late) ? dice_.between(2h, 20h) : dice_.between(5s, 2min);
        one.seen_at = one.created_at + lag;
        if (one.edited_at) one.seen_at = *one.edited_at + lag;
        ++said_;
        auto const seen_at = one.seen_at;
        life_.happenings.push_back({seen_at, std::move(one)});
        return seen_at;
    }
    void note(Scene const& scene, TimePoint at, decltype(Event::what) what) {
        at += Span{static_cast<std::int64_t>(++notes_ % 997)};
        life_.happenings.push_back({at, Deed{scene.conversation, {at, std::move(what)}}});
    }

    Utterance words_of(Scene const& scene, TimePoint at, std::string text) {
        Utterance one;
        one.id = new_id(at);
        one.kind = scene.kind;
        one.root = scene.root;
        one.root_author = scene.root_author;
        one.author = scene.fan;
        if (scene.kind == Kind::message) one.author.followers = -1;
        one.text = std::move(text);
        one.created_at = at;
        return one;
    }
    void ask(Scene& scene, TimePoint at, std::string text) {
        auto one = words_of(scene, at, std::move(text));
        bool const is_post = scene.kind == Kind::mention && scene.last.none();
        if (is_post) one.id = scene.root;
        scene.last = one.id;
        if (scene.kind == Kind::mention && !is_post) one.kind = Kind::comment;
        auto const edited = one;
        auto const seen_at = say(std::move(one));
        if (is_post && scene.edits) change(edited, seen_at);
        if (dice_.once_in_a_hundred(3)) {
            note(scene, at + dice_.between(10min, 5h), care::Withdrawn{edited.id});
        } else if (scene.post != nullptr && dice_.once_in_a_hundred(2)) {
            note(scene, at + dice_.between(10min, 5h), care::RemovedByBrand{edited.id});
        }
    }
    void change(Utterance post, TimePoint seen_at) {
        post.edited_at = seen_at + dice_.between(20min, 3h);
        post.text += "，补充一下，要求退款";
        say(std::move(post));
    }

    WeiboId answer(Scene const& scene, TimePoint at, std::string text) {
        Utterance one;
        one.id = new_id(at);
        one.root = scene.root;
        one.root_author = scene.root_author;
        one.parent = scene.last;
        one.parent_author = scene.fan.uid;
        one.author.uid = dice_.once_in_a_hundred(20) ? staff_ : life_.brand.main;
        one.author.name = "品牌";
        one.text = "回复@" + scene.fan.name + ":" + text;
        one.created_at = at;
        auto const id = one.id;
        if (scene.kind == Kind::mention && dice_.once_in_a_hundred(15)) {
            one.kind = Kind::repost;
            one.parent = scene.root;
            one.root = id;
            one.root_author = one.author.uid;
            one.text = std::move(text);
        }
        say(std::move(one));
        return id;
    }
    void say_to_nobody(Scene const& scene, TimePoint at, std::string text) {
        Utterance one;
        one.id = new_id(at);
        one.root = scene.root;
        one.root_author = life_.brand.main;
        one.author.uid = life_.brand.main;
        one.text = std::move(text);
        one.created_at = at;
        say(std::move(one));
    }

    Scene set_scene(TimePoint& at) {
        Scene scene;
        scene.fan = fan(dice_.below(static_cast<std::uint64_t>(plan_.fans)) +
                        static_cast<std::uint64_t>(plan_.brand) * 13);
        auto const where = dice_.below(100);
        if (where < 10) {
            scene.kind = Kind::message;
        } else if (where < 25) {
            scene.kind = Kind::mention;
            scene.root = new_id(at);
            scene.root_author = scene.fan.uid;
            scene.edits = dice_.once_in_a_hundred(20);
        } else {
            auto const day = static_cast<std::size_t>((at - first_day) / 8h);
            scene.post = &posts_[day - std::min<std::size_t>(day, dice_.below(4))];
            scene.root = scene.post->id;
            scene.root_author = life_.brand.main;
            at = std::max(at, scene.post->at + 1min);
            scene.post->fans.emplace_back(at, scene.fan.name);
        }
        scene.conversation = care::conversation_id(life_.brand.account, scene.root, scene.fan.uid);
        return scene;
    }

    void tell_story() {
        auto at = some_time();
        auto scene = set_scene(at);
        auto const product = std::string{dice_.of(products)};
        auto const matter = dice_.below(100);
        auto opening = product;
        if (matter < 35) {
            opening = std::string{dice_.of(complaints)} + product;
        } else if (matter < 65) {
            opening += dice_.of(questions);
        } else if (matter < 68) {
            opening += "用完脸上过敏了，去了医院";
        } else {
            opening += dice_.of(praises);
        }
        ask(scene, at, opening + std::string{dice_.of(fillers)});
        for (auto more = dice_.below(6); more >= 4; --more)
            ask(scene, at += dice_.between(20s, 3min), product + std::string{dice_.of(fillers)});
        at = std::chrono::floor<std::chrono::seconds>(at);
        handle(scene, at);
        if (scene.kind == Kind::message) {
            finish_in_private(scene, at);
        } else {
            react(scene, at, product);
        }
    }

    /// What people do at the desk before they answer, if at all.
    void handle(Scene const& scene, TimePoint at) {
        auto const who = std::string{dice_.of(people)};
        auto const soon = [&] { return at + dice_.between(1min, 40min); };
        if (dice_.once_in_a_hundred(30)) note(scene, soon(), care::Claimed{who, {}, at + 3h});
        if (dice_.once_in_a_hundred(4)) note(scene, soon(), care::Released{who});
        if (dice_.once_in_a_hundred(3)) {
            note(scene, soon(), care::Paused{who, at + dice_.between(1h, 30h), "等仓库"});
            if (dice_.once_in_a_hundred(50)) note(scene, at + 50min, care::Resumed{who});
        }
        if (dice_.once_in_a_hundred(3)) note(scene, soon(), care::Covered{who, "5220000000000099"});
        if (dice_.once_in_a_hundred(3)) note(scene, soon(), care::MovedToPrivate{who});
        if (dice_.once_in_a_hundred(2))
            note(scene, soon(), care::Reclassified{who, scene.last, tone::FanLabel::question});
    }

    void finish_in_private(Scene& scene, TimePoint at) {
        if (dice_.once_in_a_hundred(30)) ask(scene, at + dice_.between(30min, 60h), "在吗");
        if (dice_.once_in_a_hundred(70))
            note(scene, at + dice_.between(5min, 70h), care::Closed{"王", "answered"});
    }

    void react(Scene& scene, TimePoint at, std::string const& product) {
        auto const way = dice_.below(100);
        if (dice_.once_in_a_hundred(12)) answer(scene, at + 2s, "【自动回复】您好，已收到您的留言");
        if (way < 10) return leave_alone(scene, at);
        if (way < 14 && scene.post != nullptr) return answer_in_passing(scene, at, product);
        bool const is_late = way < 35;
        if (is_late) ask(scene, at + dice_.between(15min, 50min), std::string{dice_.of(prods)});
        at = std::chrono::floor<std::chrono::seconds>(
            at + (is_late ? dice_.between(1h, 30h) : dice_.between(2s, 25min)));
        if (way > 95 && scene.post != nullptr) answer_another(scene, at);
        bool const is_promise = dice_.once_in_a_hundred(12);
        auto const id = answer(scene, at, std::string{is_promise ? dice_.of(promises) : dice_.of(answers)});
        if (is_promise && dice_.once_in_a_hundred(60))
            answer(scene, at + dice_.between(1h, 20h), "您好，已经处理好了");
        if (dice_.once_in_a_hundred(3)) take_back(scene, at, id);
        if (dice_.once_in_a_hundred(5)) note(scene, at + 20min, care::Rejudged{"li", id, std::nullopt});
        if (dice_.once_in_a_hundred(5))
            note(scene, at + 30min, care::Spread{id, static_cast<std::int64_t>(3 + dice_.below(40)), 0});
        follow_up(scene, at);
    }
    void take_back(Scene const& scene, TimePoint at, WeiboId reply) {
        note(scene, at + dice_.between(5min, 2h), care::ReplyWithdrawn{reply});
        if (dice_.once_in_a_hundred(60)) answer(scene, at + dice_.between(3h, 4h), "重新答复您：已补发");
    }
    void leave_alone(Scene& scene, TimePoint at) {
        for (auto more = dice_.below(3); more > 0; --more)
            ask(scene, at += dice_.between(10min, 3h), std::string{dice_.of(prods)});
        if (!dice_.once_in_a_hundred(50)) return;
        auto const closed_at = at + dice_.between(1h, 50h);
        note(scene, closed_at, care::Closed{"李", "no-reply-needed"});
        if (dice_.once_in_a_hundred(20)) note(scene, closed_at + 1h, care::Reopened{"王"});
    }
    void answer_in_passing(Scene const& scene, TimePoint at, std::string const& product) {
        at += dice_.between(3min, 3h);
        bool const by_name = dice_.once_in_a_hundred(50);
        say_to_nobody(
            scene, at,
            by_name ? "@" + scene.fan.name + " 您好，已经补发，单号4415" : product + "周五上午10点补货哦");
    }
    /// K12: under this fan's words, to somebody else.
    void answer_another(Scene const& scene, TimePoint at) {
        auto const& [asked_at, name] = scene.post->fans[dice_.below(scene.post->fans.size())];
        if (asked_at < at && name != scene.fan.name) answer(scene, at, "@" + name + " 您的退款到了");
    }
    void follow_up(Scene& scene, TimePoint at) {
        auto const mood = dice_.below(100);
        at += dice_.between(1min, 2h);
        if (mood < 30) {
            ask(scene, at, std::string{dice_.of(thanks)});
        } else if (mood < 36) {
            ask(scene, at, std::string{dice_.of(turned_thanks)});
        } else if (mood < 50) {
            ask(scene, at, "那" + std::string{dice_.of(questions)});
            answer(scene, at + dice_.between(2min, 3h), std::string{dice_.of(answers)});
        }
    }

    LifePlan const& plan_;
    Dice dice_;
    Life life_;
    Uid staff_;
    std::vector<Post> posts_;
    int said_ = 0;
    std::int64_t ids_ = 0;
    std::int64_t notes_ = 0;
};

}  // namespace

Life make_life(LifePlan const& plan) {
    return Author{plan}.write();
}

care::Policy life_policy() {
    care::Calendar::Week week;
    week.fill({{9 * 60, 21 * 60}});
    care::Policy policy;
    policy.calendar = care::Calendar{week, 8h};
    policy.robots.quick = 5s;
    return policy;
}

}  // namespace rw::test
