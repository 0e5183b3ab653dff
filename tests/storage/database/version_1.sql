BEGIN TRANSACTION;
CREATE TABLE articles (
	"key" INTEGER NOT NULL, 
	site TEXT NOT NULL, 
	article_id TEXT, 
	published TEXT, 
	modified TEXT, 
	language TEXT, 
	section TEXT, 
	words INTEGER NOT NULL, 
	content_hash TEXT NOT NULL, 
	first_fetched TEXT NOT NULL, 
	last_fetched TEXT NOT NULL, 
	revised_at TEXT NOT NULL, 
	revision INTEGER NOT NULL, 
	withdrawn_at TEXT, 
	change INTEGER NOT NULL, 
	cluster INTEGER, 
	duplicate_of INTEGER, 
	PRIMARY KEY ("key")
);
INSERT INTO "articles" VALUES(1,'paper.example','id2','2026-01-03T08:30:00Z',NULL,'fr','Society',11,'22d5ae03c253b7c4b5fba4963adb1033d22828cfee59384b4341862a7ee46567','2026-03-01T11:59:00Z','2026-03-01T11:59:00Z','2026-03-01T11:59:00Z',1,NULL,2,NULL,NULL);
INSERT INTO "articles" VALUES(2,'paper.example','id1','2026-01-02T08:30:00Z',NULL,'fr','Society',11,'b08e1a676f173d8a16b48158ad08736611e25d85b5ef57044404cb438dca2d83','2026-03-01T11:59:00Z','2026-03-01T11:59:00Z','2026-03-01T11:59:00Z',1,NULL,1,NULL,NULL);
CREATE TABLE authorship (
	article_key INTEGER NOT NULL, 
	position SMALLINT NOT NULL, 
	person_key INTEGER NOT NULL, 
	PRIMARY KEY (article_key, position)
)
 WITHOUT ROWID

;
INSERT INTO "authorship" VALUES(1,1,1);
INSERT INTO "authorship" VALUES(2,1,1);
INSERT INTO "authorship" VALUES(2,2,2);
INSERT INTO "authorship" VALUES(1,2,3);
CREATE TABLE counters (
	name TEXT NOT NULL, 
	value INTEGER NOT NULL, 
	PRIMARY KEY (name)
);
INSERT INTO "counters" VALUES('schema',1);
INSERT INTO "counters" VALUES('nodes',5);
INSERT INTO "counters" VALUES('people',3);
INSERT INTO "counters" VALUES('changes',2);
CREATE TABLE links (
	from_key INTEGER NOT NULL, 
	to_key INTEGER NOT NULL, 
	kind TEXT NOT NULL, 
	position INTEGER, 
	first_seen TEXT NOT NULL, 
	last_seen TEXT NOT NULL, 
	headline TEXT, 
	excerpt TEXT, 
	PRIMARY KEY (from_key, to_key, kind)
)
 WITHOUT ROWID

;
INSERT INTO "links" VALUES(1,3,'related',1,'2026-03-01T11:59:00Z','2026-03-01T11:59:00Z','Next 3',NULL);
INSERT INTO "links" VALUES(1,4,'related',2,'2026-03-01T11:59:00Z','2026-03-01T11:59:00Z','Next but one','It…');
INSERT INTO "links" VALUES(1,5,'author',1,'2026-03-01T11:59:00Z','2026-03-01T11:59:00Z','By the same',NULL);
INSERT INTO "links" VALUES(2,1,'related',1,'2026-03-01T11:59:00Z','2026-03-01T11:59:00Z','Next 2',NULL);
INSERT INTO "links" VALUES(2,3,'related',2,'2026-03-01T11:59:00Z','2026-03-01T11:59:00Z','Next but one','It…');
INSERT INTO "links" VALUES(2,4,'author',1,'2026-03-01T11:59:00Z','2026-03-01T11:59:00Z','By the same',NULL);
CREATE TABLE nodes (
	"key" INTEGER NOT NULL, 
	url TEXT NOT NULL, 
	site TEXT NOT NULL, 
	kind TEXT NOT NULL, 
	same_as INTEGER, 
	headline TEXT, 
	first_seen TEXT NOT NULL, 
	PRIMARY KEY ("key"), 
	UNIQUE (url)
);
INSERT INTO "nodes" VALUES(1,'https://www.paper.example/posts/story-2','paper.example','article',NULL,'Headline 2: café at Ségou','2026-03-01T11:59:00Z');
INSERT INTO "nodes" VALUES(2,'https://www.paper.example/posts/story-1','paper.example','article',NULL,'Headline 1: café at Ségou','2026-03-01T11:59:00Z');
INSERT INTO "nodes" VALUES(3,'https://www.paper.example/posts/story-3','paper.example','article',NULL,'Next but one','2026-03-01T11:59:00Z');
INSERT INTO "nodes" VALUES(4,'https://www.paper.example/posts/story-4','paper.example','article',NULL,'By the same','2026-03-01T11:59:00Z');
INSERT INTO "nodes" VALUES(5,'https://www.paper.example/posts/story-5','paper.example','article',NULL,'By the same','2026-03-01T11:59:00Z');
CREATE TABLE pages (
	url TEXT NOT NULL, 
	site TEXT NOT NULL, 
	kind TEXT NOT NULL, 
	status INTEGER, 
	fetched_at TEXT NOT NULL, 
	etag TEXT, 
	last_modified TEXT, 
	final_url TEXT, 
	article_key INTEGER, 
	error TEXT, 
	PRIMARY KEY (url)
)
 WITHOUT ROWID

;
CREATE TABLE people (
	"key" INTEGER NOT NULL, 
	site TEXT NOT NULL, 
	folded TEXT NOT NULL, 
	name TEXT NOT NULL, 
	url TEXT, 
	PRIMARY KEY ("key")
);
INSERT INTO "people" VALUES(1,'paper.example','awa diarra','Awa DIARRA',NULL);
INSERT INTO "people" VALUES(2,'paper.example','author 1','Author 1',NULL);
INSERT INTO "people" VALUES(3,'paper.example','author 2','Author 2',NULL);
CREATE TABLE records (
	"key" INTEGER NOT NULL, 
	record TEXT NOT NULL, 
	PRIMARY KEY ("key")
);
INSERT INTO "records" VALUES(1,'{"headline": "Headline 2: café at Ségou", "datePublished": "2026-01-03T09:30:00+01:00", "authors": [{"name": "Awa DIARRA", "nameRaw": "Par Awa DIARRA"}, {"name": "Author 2"}], "inLanguage": "fr", "description": "What happened in case 2.", "articleBody": "First paragraph of story 2.\n\nSecond paragraph, with more of it.", "canonicalUrl": "https://www.paper.example/posts/story-2", "url": "https://www.paper.example/posts/story-2?utm_source=feed", "mainImage": {"url": "https://www.paper.example/i/2.jpg", "caption": "A view", "credit": "AMAP"}, "metadata": {"dateDownloaded": "2026-03-01T11:59:00Z", "probability": 1.0, "datePublishedSource": "printed"}, "articleId": "id2", "agency": "AMAP", "section": "Society", "keywords": ["gold", "soap"], "relatedArticles": [{"url": "https://www.paper.example/posts/story-3", "headline": "Next 3", "position": 1}, {"url": "https://www.paper.example/posts/story-4", "headline": "Next but one", "excerpt": "It…", "position": 2}], "authorArticles": [{"url": "https://www.paper.example/posts/story-5", "headline": "By the same", "byline": "Awa"}], "isAccessibleForFree": true, "fetchedAt": "2026-03-01T11:59:00Z"}');
INSERT INTO "records" VALUES(2,'{"headline": "Headline 1: café at Ségou", "datePublished": "2026-01-02T09:30:00+01:00", "authors": [{"name": "Awa DIARRA", "nameRaw": "Par Awa DIARRA"}, {"name": "Author 1"}], "inLanguage": "fr", "description": "What happened in case 1.", "articleBody": "First paragraph of story 1.\n\nSecond paragraph, with more of it.", "canonicalUrl": "https://www.paper.example/posts/story-1", "url": "https://www.paper.example/posts/story-1?utm_source=feed", "mainImage": {"url": "https://www.paper.example/i/1.jpg", "caption": "A view", "credit": "AMAP"}, "metadata": {"dateDownloaded": "2026-03-01T11:59:00Z", "probability": 1.0, "datePublishedSource": "printed"}, "articleId": "id1", "agency": "AMAP", "section": "Society", "keywords": ["gold", "soap"], "relatedArticles": [{"url": "https://www.paper.example/posts/story-2", "headline": "Next 2", "position": 1}, {"url": "https://www.paper.example/posts/story-3", "headline": "Next but one", "excerpt": "It…", "position": 2}], "authorArticles": [{"url": "https://www.paper.example/posts/story-4", "headline": "By the same", "byline": "Awa"}], "isAccessibleForFree": true, "fetchedAt": "2026-03-01T11:59:00Z"}');
CREATE TABLE revisions (
	article_key INTEGER NOT NULL, 
	number INTEGER NOT NULL, 
	fetched_at TEXT NOT NULL, 
	content_hash TEXT NOT NULL, 
	fields TEXT NOT NULL, 
	PRIMARY KEY (article_key, number)
);
CREATE TABLE site_notes (
	site TEXT NOT NULL, 
	name TEXT NOT NULL, 
	value TEXT NOT NULL, 
	PRIMARY KEY (site, name)
);
CREATE INDEX nodes_same_as ON nodes (same_as);
CREATE INDEX articles_change ON articles (change);
CREATE INDEX articles_cluster ON articles (cluster);
CREATE UNIQUE INDEX articles_identity ON articles (article_id, site);
CREATE INDEX articles_site ON articles (site, published);
CREATE UNIQUE INDEX people_identity ON people (folded, site);
CREATE INDEX authorship_person ON authorship (person_key);
CREATE INDEX links_to ON links (to_key, kind);
CREATE INDEX pages_site ON pages (site);
COMMIT;
