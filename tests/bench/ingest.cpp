// How many messages a second go from an HTTP page to a committed conversation: one process, an embedded
// Redis, pages of fifty comments in the platform's full shape. Beside it two bare rates, one pipelined HSET a
// message: of the bytes that the pipeline itself stores, and of the bytes that came over HTTP. And the memory
// of that many open conversations.
#include "app/desk.hpp"
#include "store/embedded.hpp"
#include "store/lease.hpp"
#include "store/records.hpp"
#include "store/redis_ledger.hpp"
#include "weibo/decode.hpp"
#include "weibo/normalise.hpp"
#include "weibo/permalink.hpp"

#include <malloc.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>

namespace {

using namespace rw;

constexpr int page_size = 50;
AccountId const account{"yunzhi"};

std::string user(std::int64_t uid, std::string const& name) {
    auto const id = std::to_string(uid);
    return "{\"id\":" + id + ",\"idstr\":\"" + id + "\",\"class\":1,\"screen_name\":\"" + name +
           "\",\"name\":\"" + name +
           "\",\"province\":\"11\",\"city\":\"8\",\"location\":\"北京 "
           "海淀区\",\"description\":\"爱猫爱生活\",\"url\":\"\","
           "\"profile_image_url\":\"http://tvax2.sinaimg.cn/crop.0.0.400.400.50/"
           "x.jpg\",\"cover_image_phone\":\"http://ww1.sinaimg"
           ".cn/crop.0.0.640.640.640/x.jpg\",\"profile_url\":\"u/" +
           id +
           "\",\"domain\":\"\",\"weihao\":\"\",\"gender\":\"f\","
           "\"followers_count\":320,\"friends_count\":48,\"pagefriends_count\":0,\"statuses_count\":1046,"
           "\"favourites_count\":2,"
           "\"created_at\":\"Mon Dec 27 17:56:46 +0800 "
           "2010\",\"following\":false,\"allow_all_act_msg\":false,\"geo_enabled\":true,"
           "\"verified\":false,\"verified_type\":-1,\"remark\":\"\",\"insecurity\":{\"sexual_content\":false}"
           ",\"ptype\":0,"
           "\"allow_all_comment\":true,\"avatar_large\":\"http://tvax2.sinaimg.cn/crop.0.0.400.400.180/"
           "x.jpg\",\"avatar_hd\":"
           "\"http://tvax2.sinaimg.cn/crop.0.0.400.400.1024/"
           "x.jpg\",\"verified_reason\":\"\",\"verified_trade\":\"\","
           "\"verified_reason_url\":\"\",\"verified_source\":\"\",\"verified_source_url\":\"\",\"follow_me\":"
           "false,\"like\":false,"
           "\"like_me\":false,\"online_status\":0,\"bi_followers_count\":40,\"lang\":\"zh-cn\",\"star\":0,"
           "\"mbtype\":0,\"mbrank\":0,"
           "\"block_word\":0,\"block_app\":0,\"credit_score\":80,\"user_ability\":2560,\"urank\":38,\"story_"
           "read_state\":-1,"
           "\"vclub_member\":0}";
}

/// A page of comments by fans who have not written before, about 4 KB each.
std::string page(int number, TimePoint now) {
    std::string out = "{\"comments\":[";
    auto const newest = weibo::first_id_at(now - 1h).value() + std::int64_t{number} * 4096;
    for (int i = page_size - 1; i >= 0; --i) {
        auto const id = std::to_string(newest + i);
        auto const uid = 5'100'000'000 + std::int64_t{number} * page_size + i;
        out += "{\"created_at\":\"Mon Oct 12 09:00:00 +0800 2026\",\"id\":" + id + ",\"rootid\":" + id +
               ",\"floor_number\":1,\"text\":"
               "\"你们家的沙发到货两周了，靠垫一直没补发，客服说要等，请问到底什么时候能寄出来？单号我私信过"
               "了[微笑]\","
               "\"disable_reply\":0,\"source_allowclick\":0,\"source_type\":1,\"source\":\"<a "
               "href=\\\"http://weibo.com/\\\" "
               "rel=\\\"nofollow\\\">iPhone客户端</a>\",\"user\":" +
               user(uid, "爱吃鱼的猫" + std::to_string(uid % 100000)) + ",\"mid\":\"" + id +
               "\",\"idstr\":\"" + id +
               "\",\"status\":{\"created_at\":\"Mon Oct 12 08:00:00 +0800 2026\","
               "\"id\":5220000000000001,\"mid\":\"5220000000000001\",\"idstr\":\"5220000000000001\",\"can_"
               "edit\":false,\"text\":"
               "\"天冷了，你家的沙发上有没有一条专属毛毯？\",\"textLength\":40,\"source\":\"\",\"favorited\":"
               "false,\"truncated\":false,"
               "\"pic_urls\":[],\"geo\":null,\"user\":" +
               user(1904178193, "云织家居") +
               ",\"reposts_count\":0,\"comments_count\":0,"
               "\"attitudes_count\":0,\"isLongText\":false,\"mlevel\":0,\"visible\":{\"type\":0,\"list_id\":"
               "0},\"biz_feature\":0,"
               "\"darwin_tags\":[],\"hot_weibo_tags\":[],\"text_tag_tips\":[],\"userType\":0}}";
        if (i > 0) out += ",";
    }
    return out + "],\"hasvisible\":false,\"previous_cursor\":0,\"next_cursor\":1,\"total_number\":50}";
}

double seconds_since(net::Clock& clock, Span begin) {
    return std::max(std::chrono::duration<double>(clock.steady() - begin).count(), 1e-3);
}

long resident_kib() {
    std::ifstream file{"/proc/self/statm"};
    long total = 0;
    long resident = 0;
    file >> total >> resident;
    return resident * (::sysconf(_SC_PAGESIZE) / 1024);
}

/// What the two tasks of the daemon share: the watch that reads, and the desk that works.
struct Shift {
    app::Desk& desk;
    store::RedisLedger& ledger;
    store::Tenure tenure;
    net::Clock& clock;
    net::Bell bell;
    int wanted = 0;
    int worked = 0;
    bool good = true;
};

/// Takes in page after page, as the watch does.
net::Task<void> read_pages(Shift& shift, std::vector<std::string> pages) {
    for (auto& body : pages) {
        auto decoded = weibo::decode_comments(std::move(body));
        store::ListPage list;
        list.list = "comments_to_me";
        for (auto& comment : decoded->items) {
            list.items.push_back(weibo::utterance_of(std::move(comment), Kind::comment, shift.clock.now()));
        }
        auto const accepted = co_await shift.ledger.accept(shift.tenure, std::move(list));
        shift.good = shift.good && accepted && accepted->fresh == page_size;
        shift.bell.ring();
    }
}

/// Works on what the pages brought, as the desk does. Gives the seconds until all is committed.
net::Task<double> work(Shift& shift) {
    auto const begin = shift.clock.steady();
    while (shift.good && shift.worked < shift.wanted) {
        auto const worked = co_await shift.desk.clear_inbox(shift.tenure);
        shift.good = shift.good && worked;
        shift.worked += worked ? *worked : 0;
        if (shift.worked < shift.wanted) co_await shift.bell.wait(shift.clock, 1s);
    }
    co_return seconds_since(shift.clock, begin);
}

/// One of many writers that keep the pipeline full.
net::Task<void> write_bare(store::Redis& redis, std::vector<std::string> const& records, std::size_t from,
                           std::size_t step, int& left) {
    for (auto i = from; i < records.size(); i += step) {
        store::Command set{"HSET"};
        set.add("bare").add(std::to_string(i)).add(records[i]);
        [[maybe_unused]] auto const done = co_await redis.run(std::move(set), store::Redis::Again::never);
    }
    --left;
}

net::Task<double> bare(net::Loop& loop, store::Redis& redis, std::vector<std::string> const& records,
                       net::Clock& clock) {
    store::Command forget{"UNLINK"};
    forget.add("bare");
    [[maybe_unused]] auto const forgotten =
        co_await redis.run(std::move(forget), store::Redis::Again::if_idempotent);
    constexpr std::size_t writers = 64;
    int left = writers;
    auto const begin = clock.steady();
    for (std::size_t w = 0; w < writers; ++w)
        loop.spawn("bare", write_bare(redis, records, w, writers, left));
    while (left > 0)
        co_await clock.sleep(1ms);
    co_return seconds_since(clock, begin);
}

net::Task<int> ready(store::Redis& redis) {
    store::Command ping{"PING"};
    [[maybe_unused]] auto const pong =
        co_await redis.run(std::move(ping), store::Redis::Again::if_idempotent);
    co_return 0;
}

int run(int messages) {
    char folder[] = "/tmp/replywatch-bench-XXXXXX";
    if (::mkdtemp(folder) == nullptr) return 1;
    auto const clock = net::make_real_clock();
    auto const dialer = *net::make_dialer({});
    Meters meters;
    net::Loop loop;
    store::EmbeddedRedis server{*clock, folder};
    if (!server.prepare()) return 1;
    store::RedisSettings settings;
    settings.address.where.unix_socket = true;
    settings.address.where.host = server.socket();
    store::Redis redis{loop, *dialer, *clock, meters, settings};
    loop.spawn("server", server.run());
    loop.spawn("redis", redis.run());
    loop.run_until_done(ready(redis));
    store::Keys const keys{"rw"};
    store::Lease lease{redis, *clock, keys, account, {"bench", 600s}};
    if (!*loop.run_until_done(lease.hold())) return 1;
    store::RedisLedger ledger{redis, keys};
    app::Rules rules;
    rules.brand = {account, Uid{1904178193}, {Uid{1904178193}}};
    app::Desk desk{{ledger, ledger, ledger, *clock, meters, [] {}}, rules};

    std::vector<std::string> pages;
    std::size_t bytes = 0;
    for (int i = 0; i < messages / page_size; ++i) {
        pages.push_back(page(i, clock->now()));
        bytes += pages.back().size();
    }
    // What one message makes the pipeline write: its record in the inbox and its conversation.
    constexpr std::size_t stored = 250 + 330;
    auto const sent = bytes / static_cast<std::size_t>(messages);
    auto const bare_rate = [&](std::size_t size) {
        std::vector<std::string> const records(static_cast<std::size_t>(messages), std::string(size, 'x'));
        return messages / loop.run_until_done(bare(loop, redis, records, *clock));
    };
    Shift shift{desk, ledger, *lease.tenure(), *clock, {}, messages};
    loop.spawn("watch", read_pages(shift, std::move(pages)));
    auto const seconds = loop.run_until_done(work(shift));
    ::malloc_trim(0);
    auto const resident = resident_kib();
    auto const bare_of_stored = bare_rate(stored);
    auto const bare_of_sent = bare_rate(sent);
    if (!shift.good) {
        std::puts("a page was not taken in whole: the figures mean nothing");
        return 1;
    }
    auto const rate = messages / seconds;
    std::printf("messages                                %d in pages of %d, %.1f MB of JSON\n", messages,
                page_size, static_cast<double>(bytes) / 1e6);
    std::printf("HTTP page to committed conversation     %.0f messages/s\n", rate);
    std::printf("bare HSET of what is stored (%4zu bytes)  %.0f messages/s, ratio %.2f\n", stored,
                bare_of_stored, rate / bare_of_stored);
    std::printf("bare HSET of what came     (%4zu bytes)  %.0f messages/s, ratio %.2f\n", sent, bare_of_sent,
                rate / bare_of_sent);
    std::printf("resident memory                           %ld KiB with %d open conversations\n", resident,
                messages);
    loop.clear();
    std::filesystem::remove_all(folder);
    return 0;
}

}  // namespace

int main(int count, char** arguments) {
    return run(count > 1 ? std::atoi(arguments[1]) : 100'000);
}
