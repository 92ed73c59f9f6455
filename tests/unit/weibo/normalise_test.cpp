#include "weibo/normalise.hpp"

#include <catch2/catch.hpp>

using namespace rw;

namespace {

auto const written = *from_rfc3339("2026-10-12T10:00:00Z");
auto const seen = written + 3min;
Person const fan{Uid{5590046102}, "云朵小鱼", 321, -1};

}  // namespace

TEST_CASE("a comment belongs to the post it stands under and to the comment it answers", "[weibo]") {
    weibo::Comment comment;
    comment.id = WeiboId{30};
    comment.created_at = written;
    comment.text = "回复@云织家居:还没收到\xE2\x80\x8B";
    comment.source = "手机客户端";
    comment.user = fan;
    comment.status = WeiboId{10};
    comment.status_author = Uid{1904178193};
    comment.parent = WeiboId{20};
    comment.parent_author = Uid{1870632073};
    comment.root = WeiboId{15};
    auto const kind = GENERATE(Kind::comment, Kind::comment_mention);
    auto const said = utterance_of(comment, kind, seen);
    CHECK(said == Utterance{WeiboId{30},
                            kind,
                            WeiboId{10},
                            Uid{1904178193},
                            WeiboId{20},
                            Uid{1870632073},
                            fan,
                            comment.text,
                            "手机客户端",
                            written,
                            seen,
                            {},
                            false});
}

TEST_CASE("a post is its own root, and what it reposts is its parent", "[weibo]") {
    weibo::Status status;
    status.id = WeiboId{40};
    status.created_at = written;
    status.text = "@云织家居 在吗";
    status.user = fan;
    auto said = utterance_of(status, Kind::mention, seen);
    CHECK(said == Utterance{WeiboId{40},
                            Kind::mention,
                            WeiboId{40},
                            fan.uid,
                            {},
                            {},
                            fan,
                            status.text,
                            "",
                            written,
                            seen,
                            {},
                            false});
    status.reposted = WeiboId{10};
    status.reposted_author = Uid{1904178193};
    said = utterance_of(status, Kind::repost, seen);
    CHECK(said.root == WeiboId{40});
    CHECK(said.root_author == fan.uid);
    CHECK(said.parent == WeiboId{10});
    CHECK(said.parent_author == Uid{1904178193});
}
